import { afterAll, expect, it } from 'vitest'
import type { EngineRequest, EngineResult } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'

const engine = createEngine({ threads: 1 })
afterAll(() => engine.dispose())

const run = (changes: Partial<EngineRequest>): Promise<EngineResult> =>
  engine.run(tinyRequest({ steps: 4, guidanceScale: 4, ...changes }))
const latents = async (changes: Partial<EngineRequest>): Promise<Float32Array> =>
  (await run(changes)).pictures[0]!.latents.data

const long = 'the red apple and the blue boat on the green sky '.repeat(12)

it('gives a weight of 1 the very latents of no weight', async () => {
  expect(await latents({ prompt: '(a red apple:1.0)' })).toEqual(await latents({ prompt: 'a red apple' }))
  expect(await latents({ prompt: 'a (red:1.4) apple' })).not.toEqual(await latents({ prompt: 'a red apple' }))
})

it('takes every sign as text when it shall', async () => {
  const prompt = 'a (red:1.4) apple'
  expect(await latents({ prompt, promptSyntax: 'plain' })).not.toEqual(await latents({ prompt }))
  const { promptSent } = await run({ prompt, promptSyntax: 'plain' })
  expect(promptSent.text).toBe(prompt)
})

it('changes a prompt at the step that it names', async () => {
  const [red, blue] = ['a red apple', 'a blue boat']
  const changing = (when: string) => latents({ prompt: `[${red}:${blue}:${when}]` })
  expect(await changing('4')).toEqual(await latents({ prompt: red }))
  expect(await changing('0')).toEqual(await latents({ prompt: blue }))
  expect(await changing('0.5')).toEqual(await changing('2'))
  expect(await changing('0.5')).toEqual(await latents({ prompt: `[${red}|${red}|${blue}|${blue}]` }))
  expect(await changing('0.5')).not.toEqual(await latents({ prompt: red }))
})

it('cuts a long prompt and says so, or goes on in chunks', async () => {
  const cut = await run({ prompt: long })
  expect(cut.promptSent.cut).not.toBe('')
  const whole = await run({ prompt: long, longPrompt: 'chunks' })
  expect(whole.promptSent.cut).toBe('')
  expect(whole.promptSent.tokens).toBeGreaterThan(cut.promptSent.tokens)
  expect(whole.pictures[0]!.latents.data).not.toEqual(cut.pictures[0]!.latents.data)
})

it('pads the shorter of the two prompts by empty chunks', async () => {
  const one = await latents({ prompt: 'a red apple BREAK a blue boat', negativePrompt: 'sky' })
  expect(one.every(Number.isFinite)).toBe(true)
  expect(one).not.toEqual(await latents({ prompt: 'a red apple a blue boat', negativePrompt: 'sky' }))
})

it('says what was cut of a prompt that changes', async () => {
  const { promptSent } = await run({ prompt: `[a red apple:${long}:0.5]` })
  expect(promptSent.cut).not.toBe('')
})
