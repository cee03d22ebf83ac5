import { utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nothingAdded } from '#engine/adapters/additions.ts'
import { planModel } from '#engine/models/plan-model.ts'
import { sessionKey } from '#engine/networks/session-pool.ts'
import { adapterFile } from '#tests/support/engine/adapter-goldens.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'
import { loadStored, saveStored } from '#tests/support/engine/safetensors.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const options = { provider: 'cpu' as const, threads: 1, subject: '', clock: { ms: 0 } }

/** What the networks' sessions are known by. */
async function keysWith(...loras: { file: string; weight: number }[]) {
  const { text, unet, vae } = await planModel(tinyModel, new Map(), { ...nothingAdded, loras })
  const [words, denoiser, decoder] = [text[0]!.graph, unet.graph, vae.decoder].map((graph) =>
    sessionKey(graph, options),
  )
  return { words, denoiser, decoder }
}

test('a LoRA loads again only what it touches', async () => {
  const plain = await keysWith()
  const ofDenoiser = await keysWith({ file: adapterFile('locon'), weight: 1 })
  expect(ofDenoiser.denoiser).not.toBe(plain.denoiser)
  expect({ ...ofDenoiser, denoiser: '' }).toEqual({ ...plain, denoiser: '' })
  const ofBoth = await keysWith({ file: adapterFile('kohya'), weight: 1 })
  expect(ofBoth.words).not.toBe(plain.words)
  expect(ofBoth.decoder).toBe(plain.decoder)
  expect(await keysWith({ file: adapterFile('locon'), weight: 1 })).toEqual(ofDenoiser)
  expect((await keysWith({ file: adapterFile('locon'), weight: 0.5 })).denoiser).not.toBe(ofDenoiser.denoiser)
})

test('a LoRA that was trained again under its name is another', async () => {
  const file = join(temporaryFolder(), 'mine.safetensors')
  saveStored(file, loadStored(adapterFile('locon')))
  const before = await keysWith({ file, weight: 1 })
  utimesSync(file, 1_600_000_000, 1_600_000_000)
  expect((await keysWith({ file, weight: 1 })).denoiser).not.toBe(before.denoiser)
})
