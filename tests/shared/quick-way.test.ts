import { expect, test } from 'vitest'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { applyValue } from '#shared/grids/apply-value.ts'
import { isPartOf, qualitySettings, quickSettings, quickShare, wayOf } from '#shared/quick-way.ts'
import { scriptedCard } from '#tests/support/scripted-engine.ts'

const file = 'starter/four-steps.safetensors'
const ink = { file: 'loras/ink.safetensors', weight: 0.5 }
const plain = GenerationRequest.parse({ prompt: 'a', seed: 1, loras: [ink] })
const card = {
  ...scriptedCard,
  defaults: { steps: plain.steps, guidanceScale: plain.guidanceScale, sampler: 'ddim' as const },
  quick: { lora: file, steps: 4, guidanceScale: 1, sampler: 'ddim' as const },
}
test('the quick way sets its file, steps and guidance and keeps other LoRAs; quality takes it all back', () => {
  const quick = { ...plain, sampler: 'euler' as const, ...quickSettings(plain, card) }
  expect(quick).toMatchObject({ steps: 4, guidanceScale: 1, sampler: null, schedule: null })
  expect(quick.loras).toEqual([{ file, weight: 1 }, ink])
  expect({ ...quick, ...quickSettings(quick, card) }).toEqual(quick)
  expect({ ...quick, ...qualitySettings(quick, card) }).toEqual({ ...plain, schedule: null })
})

test('which way a request goes is told by the request', () => {
  const quick = { ...plain, ...quickSettings(plain, card)! }
  expect(wayOf(plain, card)).toBe('quality')
  expect(wayOf(quick, card)).toBe('quick')
  expect(wayOf(GenerationRequest.parse(JSON.parse(JSON.stringify(quick))), card)).toBe('quick')
  expect(wayOf({ ...quick, sampler: 'ddim' }, card)).toBe('quick')
  const half = { loras: [{ file, weight: 0.5 }] }
  const others = [
    { steps: 6 },
    { guidanceScale: 2 },
    { sampler: 'euler' },
    { schedule: 'karras' },
    half,
  ] as const
  for (const change of others) {
    expect(
      wayOf({ ...quick, ...change, loras: [...('loras' in change ? change.loras : quick.loras)] }, card),
    ).toBe('custom')
  }
  expect(wayOf({ ...plain, steps: 4, guidanceScale: 1 }, card)).toBe('custom')
  expect(wayOf({ ...plain, sampler: 'ddim' }, card)).toBe('quality')
  expect(wayOf({ ...plain, sampler: 'euler' }, card)).toBe('custom')
})

test('the file counts by its path too, as the command line writes it down', () => {
  const path = `${card.path}/four-steps.safetensors`
  const quick = { ...plain, ...quickSettings(plain, card)!, loras: [{ file: path, weight: 1 }, ink] }
  expect(wayOf(quick, card)).toBe('quick')
  expect(quickSettings(quick, card)?.loras).toEqual([{ file, weight: 1 }, ink])
  expect(qualitySettings(quick, card).loras).toEqual([ink])
  const other = [{ file: `${card.path}/loras/four-steps.safetensors`, weight: 1 }]
  expect(wayOf({ ...quick, loras: other }, card)).toBe('custom')
})

test('a sampler that is not the model’s own is set by name', () => {
  const lcm = { ...card, quick: { ...card.quick, sampler: 'lcm' as const } }
  expect(quickSettings(plain, lcm)?.sampler).toBe('lcm')
  expect(quickSettings(plain, scriptedCard)).toBeNull()
})

test('guidance asks the model twice a step', () => {
  expect(quickShare(card)).toBe(0.1)
  expect(quickShare({ ...card, quick: { ...card.quick, guidanceScale: 3 } })).toBe(0.2)
})

test('a file in a model’s folder is a part of it, and a grid’s other models go without it', () => {
  expect(isPartOf('starter', file)).toBe(true)
  expect(isPartOf('/m/wide', '/m/wide/few.safetensors')).toBe(true)
  expect(isPartOf('star', file)).toBe(false)
  const quick = { ...plain, ...quickSettings(plain, card)! }
  const axis = { parameter: 'model', target: '', values: ['starter', 'other'] } as never
  expect(applyValue(quick, axis, 'other')?.loras).toEqual([ink])
  expect(applyValue(quick, axis, 'starter')?.loras).toEqual(quick.loras)
})
