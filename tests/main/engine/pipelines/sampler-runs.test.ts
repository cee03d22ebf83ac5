import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { requestOf } from '#tests/support/engine/engine-requests.ts'
import {
  errorInDeviations,
  readGoldens,
  tinyModel,
  tinySecondModel,
  type Goldens,
} from '#tests/support/engine/goldens.ts'

const models = [
  { name: 'Stable Diffusion 1', path: tinyModel, goldens: await readGoldens('samplers-sd1') },
  { name: 'Stable Diffusion 2', path: tinySecondModel, goldens: await readGoldens('samplers-sd2') },
]

/** In standard deviations of the final latents: what the rounding of the networks comes to, measured at 2.5e-4. */
const tolerance = 5e-4

describe.each(models)('$name with each sampler, as diffusers', ({ path, goldens }) => {
  const engine = createEngine({ threads: 2 })
  const folders = createFolders(path, goldens)
  afterAll(async () => {
    await engine.dispose()
    await folders.remove()
  })

  test.each(goldens.cases)('$name', async (golden) => {
    const model = await folders.withScheduler(golden.scheduler ?? null)
    const { pictures } = await engine.run(requestOf(goldens, golden, model))
    const error = errorInDeviations(pictures[0]!.latents, goldens.tensor(`${golden.name}.latents`))
    if (process.env['VERSO_REPORT'] !== undefined) console.log(`@ ${error.toExponential(2)} ${golden.name}`)
    expect(error).toBeLessThan(tolerance)
  })
})

/** Copies of a model that differ in their scheduler's config alone; its weights are links. */
function createFolders(path: string, goldens: Goldens) {
  const made = new Map<string, Promise<string>>()
  const make = async (scheduler: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'verso-scheduler-'))
    for (const part of ['text_encoder', 'tokenizer', 'unet', 'vae']) {
      await symlink(join(path, part), join(folder, part), 'junction')
    }
    await cp(join(path, 'model_index.json'), join(folder, 'model_index.json'))
    await cp(join(path, 'scheduler'), join(folder, 'scheduler'), { recursive: true })
    const config = JSON.stringify(goldens.schedulers?.[scheduler])
    await writeFile(join(folder, 'scheduler', 'scheduler_config.json'), config)
    return folder
  }
  return {
    withScheduler(scheduler: string | null): Promise<string> {
      if (scheduler === null) return Promise.resolve(path)
      const known = made.get(scheduler) ?? make(scheduler)
      made.set(scheduler, known)
      return known
    },
    async remove(): Promise<void> {
      for (const folder of made.values()) await rm(await folder, { recursive: true })
    },
  }
}
