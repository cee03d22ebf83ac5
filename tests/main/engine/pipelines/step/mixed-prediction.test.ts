import { expect, test } from 'vitest'
import { mixedPrediction } from '#engine/pipelines/step/mixed-prediction.ts'
import type { PipelineRun } from '#engine/pipelines/pipeline-run.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'
import { VersoError } from '#shared/errors.ts'

/** A denoiser that answers each row with its context's number, and has memory for `rows` rows. */
function runOf(rows: number): { run: PipelineRun; asked: number[] } {
  const asked: number[] = []
  const predict = (sample: Tensor, _: number, { context }: { context: Tensor }): Promise<Tensor> => {
    const [n = 0, channels = 0, height = 0, width = 0] = sample.shape
    asked.push(n)
    if (n > rows) return Promise.reject(new VersoError('out-of-memory', 'Memory ran out.'))
    const size = channels * height * width
    const data = Float32Array.from({ length: n * size }, (_, i) => context.data[Math.floor(i / size)]!)
    return Promise.resolve(tensor(sample.shape, data))
  }
  const run = {
    model: { denoiser: { predict }, autoencoder: { scale: 8 } },
    controls: { guide: (_sample: Tensor, _timestep: number, told: unknown) => Promise.resolve(told) },
    pause: () => Promise.resolve(),
    request: { guidanceScale: 3, guidanceRescale: 0, width: 4096, height: 4096 },
  }
  return { run: run as unknown as PipelineRun, asked }
}

const told = { context: tensor([2, 1, 1], Float32Array.of(1, 2)) }
const place = { done: 0, steps: 1 }
const guided = (run: PipelineRun, input: Tensor): Promise<Tensor> =>
  mixedPrediction(run, { sample: input, input, timestep: 1, place }, [{ told, share: null }])
const latents = (side: number): Tensor => tensor([1, 1, side, side], new Float32Array(side * side))

test('both rows are predicted at once', async () => {
  const { run, asked } = runOf(2)
  expect([...(await guided(run, latents(2))).data]).toEqual([4, 4, 4, 4])
  expect(asked).toEqual([2])
})

test('one after the other where memory runs out, and from then on', async () => {
  const { run, asked } = runOf(1)
  expect([...(await guided(run, latents(2))).data]).toEqual([4, 4, 4, 4])
  await guided(run, latents(2))
  expect(asked).toEqual([2, 1, 1, 1, 1])
})

test('one after the other where pictures are large, and none beyond what fits', async () => {
  const { run, asked } = runOf(2)
  await guided(run, latents(136))
  expect(asked).toEqual([1, 1])
  await expect(guided(run, latents(264))).rejects.toThrow('at most 2048 × 2048')
})

const without = 1
const part = (number: number, ...share: number[]) => ({
  told: { context: tensor([2, 1, 1], Float32Array.of(without, number)) },
  share: Float32Array.from(share),
})
const alone = (number: number, ...share: number[]) => ({
  told: { context: tensor([1, 1, 1], Float32Array.of(number)) },
  share: Float32Array.from(share),
})

test('several prompts count by their shares, and guidance leads to what they say together', async () => {
  const { run, asked } = runOf(2)
  const input = latents(2)
  const parts = [part(2, 1, 0, 0.5, 0.25), part(4, 0, 1, 0.5, 0.25), part(6, 0, 0, 0, 0.5)]
  const { data } = await mixedPrediction(run, { sample: input, input, timestep: 1, place }, parts)
  // 1 + 3 · (mean − 1)
  expect([...data]).toEqual([4, 10, 7, 11.5])
  // The prediction without a prompt is made once.
  expect(asked).toEqual([2, 2])
})

test('without guidance there are as many rows as prompts, one by one where memory is short', async () => {
  const input = latents(2)
  const parts = [alone(2, 1, 0, 0.5, 0.25), alone(4, 0, 1, 0.5, 0.25), alone(6, 0, 0, 0, 0.5)]
  for (const [memory, calls] of [
    [2, [2, 1]],
    [1, [2, 1, 1, 1]],
  ] as const) {
    const { run, asked } = runOf(memory)
    const { data } = await mixedPrediction(run, { sample: input, input, timestep: 1, place }, parts)
    expect([...data]).toEqual([2, 4, 3, 4.5])
    expect(asked).toEqual(calls)
  }
})

test('a cancel is heard between two calls of a step', async () => {
  const { run, asked } = runOf(2)
  const stopped = { ...run, pause: () => Promise.reject(new DOMException('Stop.', 'AbortError')) }
  const input = latents(2)
  const parts = [part(2, 1, 1, 1, 1), part(4, 0, 0, 0, 0)]
  const question = { sample: input, input, timestep: 1, place }
  await expect(mixedPrediction(stopped, question, parts)).rejects.toMatchObject({ name: 'AbortError' })
  expect(asked).toEqual([2])
})
