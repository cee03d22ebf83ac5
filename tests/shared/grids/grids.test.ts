import { describe, expect, it } from 'vitest'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { gridParameters, type GridAxis, type GridParameter } from '#shared/grids/grid.ts'
import { axisValues } from '#shared/grids/axis-values.ts'
import { expandGrid, placesOf } from '#shared/grids/expand-grid.ts'
import { median, workOf } from '#shared/grids/work.ts'
import { chanceFrom } from '#shared/prompts/chance.ts'

const base = GenerationRequest.parse({ prompt: 'a red apple', seed: 7, count: 4 })
const axis = (parameter: GridParameter, values: string[], target = ''): GridAxis => ({
  parameter,
  values,
  target,
})

describe('values of an axis', () => {
  it.each([
    ['steps', '1, 2,5', ['1', '2', '5']],
    ['steps', '10-30 (+10)', ['10', '20', '30']],
    ['steps', '5-1 (2)', ['5', '3', '1']],
    ['guidance', '1-2 [5]', ['1', '1.25', '1.5', '1.75', '2']],
    ['guidance', '0.1-0.3 (0.1), 9', ['0.1', '0.2', '0.3', '9']],
    ['seed', '3-5', ['3', '4', '5']],
    ['steps', '1-100000', ['1-100000']],
    ['steps', '1-2 (0)', ['1-2 (0)']],
    ['prompt-replace', 'red, "green, and blue", 1-3', ['red', 'green, and blue', '1-3']],
    ['prompt-replace', 'red\ngreen', ['red', 'green']],
    ['prompt-replace', 'red, ""', ['red', '']],
    ['steps', '', []],
  ] as const)('%s: %s', (parameter, text, values) => {
    expect(axisValues(parameter, text)).toEqual(values)
  })

  it('come of any text at all', () => {
    const chance = chanceFrom('axis')
    const signs = ['1', '2.5', '-', ' ', ',', '(', ')', '[', ']', '+', '"', '\\', '\n', 'a']
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 20 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
      for (const parameter of ['steps', 'prompt-replace'] as const)
        expect(axisValues(parameter, text).length).toBeLessThan(4000)
    }
  })
})

describe('a grid', () => {
  it('has a request for every cell, columns first', () => {
    const { cells, problems } = expandGrid({
      base,
      axes: [axis('steps', ['4', '8', '12']), axis('prompt-replace', ['red', 'green'])],
    })
    expect(problems).toEqual([])
    expect(cells.map(({ cell, request }) => [cell, request.steps, request.prompt, request.count])).toEqual([
      [0, 4, 'a red apple', 1],
      [1, 8, 'a red apple', 1],
      [2, 12, 'a red apple', 1],
      [3, 4, 'a green apple', 1],
      [4, 8, 'a green apple', 1],
      [5, 12, 'a green apple', 1],
    ])
    expect(placesOf(5, [axis('steps', ['4', '8', '12']), axis('seed', ['1', '2'])])).toEqual([2, 1])
  })

  it('makes what needs the same model one after the other', () => {
    const axes = [axis('model', ['starter', 'other']), axis('seed', ['1', '2'])]
    const { cells } = expandGrid({ base, axes })
    expect(cells.map(({ request }) => request.model)).toEqual(['starter', 'starter', 'other', 'other'])
    expect(cells.map(({ cell }) => cell)).toEqual([0, 2, 1, 3])
  })

  it('names what no request can have, and too many cells', () => {
    const wrong = expandGrid({
      base,
      axes: [axis('steps', ['4', 'x', '0']), axis('prompt-replace', ['blue', 'b'])],
    })
    expect(
      wrong.problems.map((problem) => problem.kind === 'value' && [problem.axis, problem.value]),
    ).toEqual([
      [0, 'x'],
      [0, '0'],
      [1, 'blue'],
      [1, 'b'],
    ])
    const seeds = Array.from({ length: 100 }, (_, seed) => String(seed))
    const large = expandGrid({ base, axes: [axis('seed', seeds), axis('steps', seeds.slice(1))] })
    expect(large).toEqual({ cells: [], problems: [{ kind: 'too-many', cells: 9900 }] })
  })

  it('knows every parameter', () => {
    const values: Record<GridParameter, string> = {
      ...{
        prompt: 'a pear',
        'prompt-replace': 'red',
        'negative-replace': 'dull',
        seed: '1',
        steps: '3',
        guidance: '2.5',
      },
      ...{ sampler: 'euler-a', schedule: 'karras', strength: '0.5', model: 'm', 'lora-weight': '-0.5' },
      ...{ 'clip-skip': '1', 'guidance-rescale': '0.7', width: '512', height: '64', upscale: '4' },
      ...{ 'hires-scale': '1.5', 'hires-strength': '0.3' },
    }
    const dull = { ...base, negativePrompt: 'dull' }
    for (const parameter of gridParameters) {
      const { problems } = expandGrid({
        base: dull,
        axes: [axis(parameter, [values[parameter]], 'loras/a.safetensors')],
      })
      expect(problems, parameter).toEqual([])
    }
    const weights = expandGrid({ base, axes: [axis('lora-weight', ['0', '1'], 'loras/a.safetensors')] })
    expect(weights.cells.map(({ request }) => request.loras)).toEqual([
      [{ file: 'loras/a.safetensors', weight: 0 }],
      [{ file: 'loras/a.safetensors', weight: 1 }],
    ])
  })
})

it('work grows with steps, pixels and guidance', () => {
  const asked = { ...base, width: 1000, height: 1000, steps: 10, guidanceScale: 1 }
  expect(workOf(asked)).toBe(10)
  expect(workOf({ ...asked, guidanceScale: 5 })).toBe(20)
  const region = (prompt: string) => ({ prompt, mask: 'a'.repeat(64), weight: 1 })
  const regions = [region('a'), region('b'), region('a')]
  expect(workOf({ ...asked, guidanceScale: 5, prompt: 'sky', regions })).toBe(40)
  expect(workOf({ ...asked, guidanceScale: 5, prompt: 'sky', regions, regionMode: 'attention' })).toBe(20)
  expect(workOf({ ...asked, init: 'a'.repeat(64), strength: 0.5 })).toBe(5)
  expect(median([3, 1, 2])).toBe(2)
  expect(median([])).toBeNull()
})
