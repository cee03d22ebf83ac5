import { expect, test } from 'vitest'
import type { EngineProgress, EngineRequest, EngineResult, RunOptions } from '#engine/engine.ts'
import { orInFullPrecision } from '#engine/full-precision.ts'
import { NotFinite } from '#engine/pipelines/step/not-finite.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'

/** Makes pictures by their seeds; in eight bits the one of seed `broken` is not finite. */
function runner(broken: number) {
  const asked: EngineRequest[] = []
  const run = (request: EngineRequest, options: RunOptions): Promise<EngineResult> => {
    asked.push(request)
    const pictures = []
    for (let picture = 0; picture < request.count; picture++) {
      const seed = request.seed + picture
      if (seed === broken && request.precision !== 'fp32')
        return Promise.reject(new NotFinite('Tiny', '/models/tiny', 3))
      const made = { seed } as EngineResult['pictures'][number]
      options.onProgress?.({ picture, pictures: request.count } as EngineProgress)
      options.onPicture?.(made)
      pictures.push(made)
    }
    return Promise.resolve({ pictures } as unknown as EngineResult)
  }
  return { run, asked }
}

const request = tinyRequest({ seed: 10, count: 3, precision: 'int8' })

test('what is left of a run is made in full precision', async () => {
  const { run, asked } = runner(11)
  const [heard, progress]: [number[], string[]] = [[], []]
  const result = await orInFullPrecision(run, request, {
    onPicture: ({ seed }) => heard.push(seed),
    onProgress: ({ picture, pictures }) => progress.push(`${picture} of ${pictures}`),
  })
  expect(asked[1]).toMatchObject({ precision: 'fp32', seed: 11, count: 2 })
  expect(result.pictures.map(({ seed }) => seed)).toEqual([10, 11, 12])
  expect(heard).toEqual([10, 11, 12])
  expect(progress).toEqual(['0 of 3', '1 of 3', '2 of 3'])
})

test('in full precision there is no second try', async () => {
  const { run, asked } = runner(-1)
  const fails = (): Promise<never> => Promise.reject(new NotFinite('Tiny', '/models/tiny', 3))
  await expect(orInFullPrecision(fails, { ...request, precision: 'auto' }, {})).rejects.toThrow('not finite')
  await orInFullPrecision(run, request, {})
  expect(asked).toHaveLength(1)
})
