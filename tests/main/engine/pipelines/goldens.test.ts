import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { EnginePicture } from '#engine/engine.ts'
import { createEngine } from '#engine/index.ts'
import { requestOf } from '#tests/support/engine/engine-requests.ts'
import {
  errorInDeviations,
  haveGoldens,
  readGoldens,
  tinyModel,
  tinySecondModel,
} from '#tests/support/engine/goldens.ts'

const starter =
  process.env['VERSO_STARTER'] ??
  join(import.meta.dirname, '..', '..', '..', '..', 'assets', 'models', 'starter')
const paths = { 'tiny-sd1': tinyModel, 'tiny-sd2': tinySecondModel, starter } as const
const present = (['tiny-sd1', 'tiny-sd2', 'starter'] as const).filter(
  (name) => existsSync(join(paths[name], 'model_index.json')) && haveGoldens(name),
)
const models = await Promise.all(
  present.map(async (name) => ({ name, path: paths[name], goldens: await readGoldens(name) })),
)

/** In standard deviations of the final latents. */
const tolerance = 1e-3

describe.each(models)('$name: whole runs as diffusers makes them', ({ path, goldens }) => {
  const engine = createEngine({ threads: 2 })
  afterAll(() => engine.dispose())

  test.each(goldens.cases)('$name', async (golden) => {
    const { pictures } = await engine.run(requestOf(goldens, golden, path))
    const latents = joinRows(pictures)
    const error = errorInDeviations(latents, goldens.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
  })

  test('the decoded picture, within 1 of 255 on average', async () => {
    const golden = goldens.cases.find((one) => one.name === 'txt2img-ddim')!
    const { pictures } = await engine.run(requestOf(goldens, golden, path))
    const { data, width } = pictures[0]!.picture
    const wanted = goldens.tensor('txt2img-ddim.picture')
    const columns = wanted.shape[1]!
    const total = wanted.data.reduce((sum, value, index) => {
      const [y, x, channel] = [Math.floor(index / 3 / columns), Math.floor(index / 3) % columns, index % 3]
      const found = data[(y * goldens.repeat * width + x * goldens.repeat) * 3 + channel]!
      return sum + Math.abs(value - found)
    }, 0)
    expect(total / wanted.data.length).toBeLessThan(1)
  })
})

function joinRows(pictures: readonly EnginePicture[]): { shape: number[]; data: Float32Array } {
  const rows = pictures.map(({ latents }) => [...latents.data])
  const [, ...rest] = pictures[0]!.latents.shape
  return { shape: [pictures.length, ...rest], data: Float32Array.from(rows.flat()) }
}
