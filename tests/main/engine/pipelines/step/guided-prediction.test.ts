import { expect, test } from 'vitest'
import { guidedPrediction } from '#engine/pipelines/step/guided-prediction.ts'
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
    request: { guidanceScale: 3, guidanceRescale: 0, width: 4096, height: 4096 },
  }
  return { run: run as unknown as PipelineRun, asked }
}

const told = { context: tensor([2, 1, 1], Float32Array.of(1, 2)) }
const latents = (side: number): Tensor => tensor([1, 1, side, side], new Float32Array(side * side))

test('both rows are predicted at once', async () => {
  const { run, asked } = runOf(2)
  expect([...(await guidedPrediction(run, latents(2), 1, told)).data]).toEqual([4, 4, 4, 4])
  expect(asked).toEqual([2])
})

test('one after the other where memory runs out, and from then on', async () => {
  const { run, asked } = runOf(1)
  expect([...(await guidedPrediction(run, latents(2), 1, told)).data]).toEqual([4, 4, 4, 4])
  await guidedPrediction(run, latents(2), 1, told)
  expect(asked).toEqual([2, 1, 1, 1, 1])
})

test('one after the other where pictures are large, and none beyond what fits', async () => {
  const { run, asked } = runOf(2)
  await guidedPrediction(run, latents(136), 1, told)
  expect(asked).toEqual([1, 1])
  await expect(guidedPrediction(run, latents(264), 1, told)).rejects.toThrow('at most 2048 × 2048')
})
