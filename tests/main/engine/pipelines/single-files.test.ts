import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { goldenMask, goldenPicture } from '#tests/support/engine/engine-requests.ts'
import { errorInDeviations, readGoldens } from '#tests/support/engine/goldens.ts'
import {
  readSingleFileGoldens,
  singleFileCases,
  singleFileFamilies,
  singleFileRequest,
  writeSingleFile,
} from '#tests/support/engine/single-files.ts'

const goldens = await readSingleFileGoldens()
const pictures = await readGoldens('tiny-sd1')
/** In standard deviations of the final latents. */
const tolerance = 1e-3

describe.each(singleFileFamilies)('%s in one file, as diffusers makes it from its own folder', (family) => {
  const engine = createEngine({ threads: 2 })
  const folder = mkdtempSync(join(tmpdir(), 'verso-test-'))
  const path = writeSingleFile(folder, family)
  afterAll(async () => {
    await engine.dispose()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(singleFileCases[family])('$name', async (golden) => {
    const starts = golden.strength !== null || family === 'sd1-inpaint'
    const result = await engine.run({
      ...singleFileRequest(path, golden),
      init: starts ? goldenPicture(pictures) : null,
      mask: family === 'sd1-inpaint' ? goldenMask(pictures) : null,
    })
    const wanted = goldens.get(`${family}.${golden.name}`)!
    const error = errorInDeviations(result.pictures[0]!.latents, wanted)
    if (process.env['VERSO_REPORT'] !== undefined)
      console.log(`${family} ${golden.name}: ${error.toExponential(2)}`)
    expect(error).toBeLessThan(tolerance)
    if (golden !== singleFileCases[family][0] || family === 'sd1-inpaint') return
    const { data } = result.pictures[0]!.picture
    const decoded = goldens.get(`${family}.picture`)!.data
    const differences = decoded.reduce((sum, value, index) => sum + Math.abs(value - data[index]!), 0)
    expect(differences / decoded.length).toBeLessThan(1)
  })
})
