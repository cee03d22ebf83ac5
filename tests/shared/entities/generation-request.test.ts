import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { GenerationRequest, taskOf } from '#shared/entities/generation-request.ts'

const hash = 'a'.repeat(64)

it('defaults to the starter as the starter wants to be run, even before its card is read', () => {
  const { defaults, nativeSize } = JSON.parse(readFileSync('assets/models/starter/verso.json', 'utf8')) as {
    defaults: { steps: number; guidance: number }
    nativeSize: [number, number]
  }
  expect(GenerationRequest.parse({ prompt: 'a lemon', seed: 1 })).toMatchObject({
    model: 'starter',
    steps: defaults.steps,
    guidanceScale: defaults.guidance,
    width: nativeSize[0],
    height: nativeSize[1],
  })
})

it('refuses what no engine can do', () => {
  const of = (part: object) => GenerationRequest.safeParse({ prompt: 'a lemon', seed: 1, ...part }).success
  expect(of({})).toBe(true)
  expect(of({ seed: -1 })).toBe(false)
  expect(of({ seed: 0.5 })).toBe(false)
  expect(of({ steps: 0 })).toBe(false)
  expect(of({ width: 100 })).toBe(false)
  expect(of({ strength: 1.1 })).toBe(false)
  expect(of({ init: '../../etc/passwd' })).toBe(false)
  expect(of({ sampler: 'nonsense' })).toBe(false)
})

it('tells the task by what the request starts from', () => {
  expect(taskOf({ init: null, mask: null })).toBe('txt2img')
  expect(taskOf({ init: hash, mask: null })).toBe('img2img')
  expect(taskOf({ init: hash, mask: hash })).toBe('inpaint')
})
