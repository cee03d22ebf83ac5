import { readFileSync, writeFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { sha256Of } from '#files/blob-store.ts'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { readRecord } from '#files/metadata/picture-record.ts'
import { hashPixels } from '#files/pixels/rgba-picture.ts'
import { createStudio } from '#services/create-studio.ts'
import { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { Job } from '#shared/entities/job.ts'
import { VersoError } from '#shared/errors.ts'
import { runCli, tinyModel } from '#tests/support/run-cli.ts'
import { scriptedEngine } from '#tests/support/scripted-engine.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

interface Report {
  readonly images: readonly {
    path: string
    seed: number
    sha256: string
    fileSha256: string
    milliseconds: Record<string, number>
    attention: { path: string; words: string[] } | null
  }[]
  readonly request: GenerationRecord['request']
  readonly sampler: string
  readonly error: { code: string } | null
}

const generate = (...args: string[]) => runCli(['generate', '--model', tinyModel, ...args])
const quick = ['--prompt', 'a red apple', '--steps', '2', '--seed', '5', '--json']
const report = (stdout: string) => JSON.parse(stdout) as Report

/** A picture of random pixels, and a mask whose left half is white. */
async function sources(dir: string): Promise<{ init: string; mask: string; pixels: Uint8Array }> {
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 13 + (at >> 7)) % 256)
  const halves = Uint8Array.from({ length: 64 * 64 }, (_, at) => (at % 64 < 32 ? 255 : 0))
  const raw = (channels: 1 | 3) => ({ raw: { width: 64, height: 64, channels } })
  const [init, mask] = [join(dir, 'init.png'), join(dir, 'mask.png')]
  writeFileSync(init, await sharp(pixels, raw(3)).png().toBuffer())
  writeFileSync(mask, await sharp(halves, raw(1)).png().toBuffer())
  return { init, mask, pixels }
}

it('writes pictures, latents and one JSON document, and the same again for the same request', async () => {
  const dir = temporaryFolder()
  const out = join(dir, 'picture.png')
  const first = await generate(...quick, '--count', '2', '--out', out, '--save-latents', join(dir, 'l.npy'))
  const second = await generate(...quick, '--out', out)
  expect([first.code, second.code]).toEqual([0, 0])
  const { images, sampler, request } = report(first.stdout)
  expect(images.map((image) => [image.path, image.seed])).toEqual([
    [join(dir, 'picture-0001.png'), 5],
    [join(dir, 'picture-0002.png'), 6],
  ])
  expect([sampler, request.width, request.guidanceScale]).toEqual(['ddim', 64, 7.5])
  for (const { path, sha256, fileSha256, milliseconds } of images) {
    const bytes = readFileSync(path)
    expect(sha256Of(bytes)).toBe(fileSha256)
    expect(hashPixels(await sharpCodec.decode(bytes, path))).toBe(sha256)
    expect(Object.keys(milliseconds)).toEqual(expect.arrayContaining(['load', 'encode', 'denoise', 'decode']))
  }
  expect(report(second.stdout).images[0]?.sha256).toBe(images[0]?.sha256)
  expect(images[0]?.sha256).not.toBe(images[1]?.sha256)
  expect(readFileSync(join(dir, 'l-0002.npy')).length).toBe(128 + 4 * 8 * 8 * 4)
  expect(first.stderr).toContain('Picture 2 of 2: denoise 2/2')
})

it('makes a part of the picture from its own prompt, and reads it back', async () => {
  const dir = temporaryFolder()
  const { mask } = await sources(dir)
  const out = join(dir, 'regions.png')
  const [plain, made] = [
    await generate(...quick, '--out', join(dir, 'plain.png')),
    await generate(...quick, '--out', out, '--region', `${mask}:1.5:a blue boat`),
  ]
  expect([plain.code, made.code]).toEqual([0, 0])
  const [region] = report(made.stdout).request.regions
  expect(region).toMatchObject({ prompt: 'a blue boat', weight: 1.5, mask: sha256Of(readFileSync(mask)) })
  expect(report(made.stdout).images[0]?.sha256).not.toBe(report(plain.stdout).images[0]?.sha256)
  const told = await runCli(['read', out])
  expect(told.stdout).toMatch(/Region 1 +a blue boat, a red apple\n/)
  expect(told.stdout).toMatch(/From \(region\) +[0-9a-f]{64}\n/)
})

it('writes where each word counted, beside the same picture', async () => {
  const dir = temporaryFolder()
  const file = join(dir, 'words.npy')
  const plain = await generate(...quick, '--out', join(dir, 'plain.png'))
  const told = await generate(...quick, '--out', join(dir, 'told.png'), '--save-attention', file)
  const [image, same] = [report(told.stdout).images[0], report(plain.stdout).images[0]]
  expect(image?.sha256).toBe(same?.sha256)
  expect(same?.attention).toBeNull()
  expect(image?.attention?.path).toBe(file)
  expect(image?.attention?.words.slice(0, 3)).toEqual(['', 'a', 'red'])
  expect(image?.attention?.words).toHaveLength(77)
  expect(readFileSync(file).length).toBe(128 + 77 * 8 * 8 * 4)
})

it('fills a mask and leaves the rest bit-identical; the record names both pictures', async () => {
  const dir = temporaryFolder()
  const { init, mask, pixels } = await sources(dir)
  const out = join(dir, 'out.png')
  const ran = await generate(...quick, '--init', init, '--mask', mask, '--strength', '1', '--out', out)
  expect(ran).toMatchObject({ code: 0 })
  const bytes = readFileSync(out)
  const made = new Uint8Array(await sharp(bytes).raw().toBuffer())
  const isKept = (_: number, at: number) => Math.floor(at / 3) % 64 >= 32
  expect(made.filter(isKept)).toEqual(pixels.filter(isKept))
  expect(made).not.toEqual(pixels)
  expect(readRecord(bytes).record?.parents).toEqual([
    { sha256: sha256Of(readFileSync(init)), role: 'init' },
    { sha256: sha256Of(readFileSync(mask)), role: 'mask' },
  ])
})

it('goes on around a picture and leaves it bit-identical inside', async () => {
  const dir = temporaryFolder()
  const { init, pixels } = await sources(dir)
  const out = join(dir, 'out.png')
  const ran = await generate(...quick, '--init', init, '--outpaint', '16:0:0:32', '--out', out)
  expect(ran).toMatchObject({ code: 0 })
  const made = await sharp(out).raw().toBuffer({ resolveWithObject: true })
  expect([made.info.width, made.info.height]).toEqual([80, 96])
  // Eight pixels along the edges that grow belong to the new part.
  for (let y = 0; y < 56; y++) {
    const [from, to] = [(y * 80 + 24) * 3, (y * 80 + 80) * 3]
    expect(made.data.subarray(from, to)).toEqual(
      Buffer.from(pixels.subarray((y * 64 + 8) * 3, (y + 1) * 192)),
    )
  }
})

it("gives the window's pixels for the window's request", async () => {
  const dir = temporaryFolder()
  const { init } = await sources(dir)
  const engine = createEngine()
  const places = { starterDir: dir, modelsDir: dir, libraryDir: join(dir, 'library') }
  const studio = await createStudio({ ...places, engine, clock: () => new Date(), versions: {} })
  const ran = await generate(...quick, '--init', init, '--out', join(dir, 'out.png'))
  const { request, images } = report(ran.stdout)
  await studio.assets.importFile(init)
  const done = new Promise<Job>((resolve) => {
    studio.generation.onJob((job) => job.endedAt !== null && resolve(job))
  })
  await studio.generation.start({ request, placement: null })
  const job = await done
  expect(job.error).toBeNull()
  expect(studio.gallery.get(job.pictures[0] ?? '').asset.pixelsSha256).toBe(images[0]?.sha256)
  await studio.close()
  await engine.dispose()
})

it('keeps pictures in a library, and only writes files when a window has it open', async () => {
  const dir = temporaryFolder()
  const library = join(dir, 'library')
  const engine = scriptedEngine()
  const run = (out: string[]) =>
    runCli(['generate', '--model', tinyModel, ...quick, '--library', library, ...out], {
      engine: async () => engine,
    })
  const kept = await run([])
  expect(report(kept.stdout).images[0]?.path).toContain(join(library, 'pictures'))
  const places = { starterDir: dir, modelsDir: dir, libraryDir: library }
  const studio = await createStudio({ ...places, engine, clock: () => new Date(), versions: {} })
  expect(studio.gallery.list({ query: 'seed:5', limit: 9, before: null }).items).toHaveLength(1)
  const beside = await run(['--out', join(dir, 'beside.png')])
  expect([beside.code, readdirSync(dir)]).toEqual([0, expect.arrayContaining(['beside.png'])])
  expect(beside.stderr).toMatch(/open in another copy of Verso.*written as files only/)
  await studio.close()
})

it('stops when it is cancelled, and keeps and reports what was made', async () => {
  const dir = temporaryFolder()
  const engine = scriptedEngine()
  const abort = new AbortController()
  engine.plan = async ({ seed }) => {
    if (seed === 6) abort.abort()
  }
  const args = ['generate', '--model', tinyModel, ...quick, '--count', '3', '--out', join(dir, 'out.png')]
  const ran = await runCli(args, { engine: async () => engine, signal: abort.signal })
  expect([ran.code, report(ran.stdout).images.length, report(ran.stdout).error?.code]).toEqual([
    130,
    1,
    'cancelled',
  ])
  expect(readdirSync(dir)).toEqual(['out-0001.png'])
})

it.each([
  ['policy-refused', 3],
  ['out-of-memory', 4],
  ['disk-full', 4],
  ['engine-failed', 1],
] as const)('ends with the exit code of %s: %i', async (code, exit) => {
  const engine = scriptedEngine()
  engine.plan = async () => {
    throw new VersoError(code, 'No.')
  }
  const args = ['generate', '--model', tinyModel, ...quick, '--out', join(temporaryFolder(), 'out.png')]
  expect((await runCli(args, { engine: async () => engine })).code).toBe(exit)
})

it('refuses what it can not read or write before anything is made', async () => {
  const dir = temporaryFolder()
  const file = (name: string, text: string) => {
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const out = ['--prompt', 'a', '--out', join(dir, 'o.png')]
  const runs = [
    generate('--prompt', 'a', '--out', join(dir, 'no', 'o.png')),
    generate(...out, '--init', file('text.png', 'no picture')),
    generate(...out, '--init', join(dir, 'lost.png')),
    runCli(['generate', '--model', file('old.ckpt', '\x80\x02}q\x00.'), ...out]),
    runCli(['generate', '--model', file('cut.safetensors', 'xx'), ...out]),
    runCli(['generate', '--model', 'lost', ...out]),
    runCli(['generate', ...out]),
  ]
  const names = ['no', 'text.png', 'lost.png', 'old.ckpt', 'cut.safetensors', 'lost', 'starter']
  for (const [index, run] of runs.entries()) {
    const { code, stderr, stdout } = await run
    expect([code, stderr, stdout]).toEqual([2, expect.stringContaining(names[index] ?? ''), ''])
  }
  expect(readdirSync(dir).sort()).toEqual(['cut.safetensors', 'old.ckpt', 'text.png'])
})

it('inspects a model, and reads a record back', async () => {
  const dir = temporaryFolder()
  const card = await runCli(['models', 'inspect', tinyModel, '--json'])
  expect(JSON.parse(card.stdout)).toMatchObject({ family: 'sd1', layout: 'diffusers', nativeSize: 64 })
  const out = join(dir, 'picture.png')
  await generate(...quick, '--out', out)
  const { record } = JSON.parse((await runCli(['read', out, '--json'])).stdout) as { record: unknown }
  expect(GenerationRecord.parse(record).request).toMatchObject({ prompt: 'a red apple', seed: 5 })
  expect((await runCli(['read', out])).stdout).toMatch(/^Prompt +a red apple\n/)
  writeFileSync(join(dir, 'bare.png'), await sharp(out).png().toBuffer())
  expect(await runCli(['read', join(dir, 'bare.png')])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds no record'),
  })
  mkdirSync(join(dir, 'folder'))
  expect((await runCli(['read', join(dir, 'folder')])).stderr).toMatch(/is a folder/)
})

it('prints its help, and refuses a command that it does not know', async () => {
  expect(await runCli(['--help'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--save-latents'),
  })
  expect(await runCli([])).toMatchObject({ code: 2, stdout: '' })
  expect(await runCli(['paint'])).toMatchObject({ code: 2, stderr: expect.stringContaining('“paint”') })
  const error = JSON.parse((await runCli(['read', '/nowhere.png', '--json'])).stdout) as unknown
  expect(error).toMatchObject({ error: { code: 'not-found', subject: '/nowhere.png' } })
})
