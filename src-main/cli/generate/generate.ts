import { randomInt } from 'node:crypto'
import { writeWhole } from '#files/atomic-write.ts'
import { sha256Of } from '#files/blob-store.ts'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { encodeNpy } from '#files/npy.ts'
import { checkRequest, requestOfPicture } from '#services/check-request.ts'
import { makePicture, type MadePicture, type ModelFiles } from '#services/make-picture.ts'
import { resolveFiles, starterName } from '#services/models.ts'
import type { Store } from '#services/store.ts'
import type { StudioEngine } from '#services/studio.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { isPartOf } from '#shared/quick-way.ts'
import { toAppError, type AppError } from '#shared/errors.ts'
import { exitCodeOf, exitDone } from '../exit.ts'
import { parseGenerate, type GenerateOptions } from './generate-options.ts'
import { generateReport, type ReportedPicture } from './generate-report.ts'
import { resolveModelArgument } from '../model-argument.ts'
import { checkFolderOf, freeName, numbered } from './outputs.ts'
import { endProgress, progressLine } from './progress.ts'
import { quickWay } from './quick-way.ts'
import { sizeFor } from './size.ts'
import { loadSource, openStoreOrGoOn, outpainted, type Source } from './sources.ts'
import type { Terminal } from '../terminal.ts'

interface Run {
  readonly terminal: Terminal
  readonly options: GenerateOptions
  readonly engine: StudioEngine
  readonly store: Store | null
  readonly files: ModelFiles
  readonly request: GenerationRequest
  readonly sources: {
    readonly init: Source | null
    readonly mask: Source | null
    readonly controls: readonly Source[]
    readonly regions: readonly Source[]
  }
}

/** `verso generate`: makes the pictures one after the other; each is on the disk before the next begins. */
export async function generate(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = parseGenerate(args)
  if (options.out !== undefined) await checkFolderOf('--out', options.out)
  if (options.saveLatents !== undefined) await checkFolderOf('--save-latents', options.saveLatents)
  if (options.saveAttention !== undefined) await checkFolderOf('--save-attention', options.saveAttention)
  const modelPath = await resolveModelArgument(options.model, terminal, options.library)
  const { init, mask } = await startSources(options)
  const controls = await Promise.all(options.controls.map(({ image }) => loadSource(image)))
  const regions = await Promise.all(options.regions.map((region) => loadSource(region.mask)))
  const sources = { init, mask, controls, regions }
  const store = options.library === null ? null : await openStoreOrGoOn(options.library, terminal)
  const engine = await terminal.engine()
  try {
    const named = await requestOf(options, engine, modelPath, sources)
    const files = await resolveFiles({ ...named, model: options.model }, (name) =>
      resolveModelArgument(name, terminal, options.library),
    )
    const request = withPaths(named, files)
    if (store !== null && init !== null) await store.keepTaken(init.taken, 'imported')
    if (store !== null && mask !== null) await store.keepTaken(mask.taken, 'mask')
    if (store !== null) for (const { taken } of controls) await store.keepTaken(taken, 'imported')
    if (store !== null) for (const { taken } of regions) await store.keepTaken(taken, 'mask')
    return await makeAll({ terminal, options, engine, store, files, request, sources })
  } finally {
    store?.library.close()
    await engine.dispose()
  }
}

async function startSources({
  init: path,
  mask,
  outpaint,
}: GenerateOptions): Promise<Pick<Run['sources'], 'init' | 'mask'>> {
  const init = path === undefined ? null : await loadSource(path)
  if (init !== null && outpaint !== null) return outpainted(init, outpaint)
  return { init, mask: mask === undefined ? null : await loadSource(mask) }
}

/** The request with whole paths, so that its record means the same files wherever it is read. */
function withPaths(request: GenerationRequest, files: ModelFiles): GenerationRequest {
  return {
    ...request,
    // What ships with Verso is found everywhere by its name.
    loras: request.loras.map((lora, index) =>
      isPartOf(starterName, lora.file) ? lora : { ...lora, file: files.loras[index]! },
    ),
    embeddings: [...files.embeddings],
    vae: files.vae,
    controls: request.controls.map((control, index) => ({ ...control, model: files.controls[index]! })),
  }
}

/** What is not asked for is the model's own: size, steps, guidance; the seed is chance. */
async function requestOf(
  options: GenerateOptions,
  engine: StudioEngine,
  modelPath: string,
  { init, mask, controls, regions }: Run['sources'],
): Promise<GenerationRequest> {
  const card = await engine.describe(modelPath)
  const quick = options.quick ? quickWay(options, card) : {}
  return checkRequest({
    ...sizeFor(card.nativeSize, init === null ? null : init.taken.pixels),
    steps: card.defaults.steps,
    guidanceScale: card.defaults.guidanceScale,
    seed: randomInt(2 ** 32),
    // The room around a picture has nothing worth keeping.
    ...(options.outpaint === null ? {} : { strength: 1 }),
    ...options.settings,
    ...quick,
    model: options.model === starterName ? starterName : modelPath,
    prompt: options.prompt,
    init: init?.taken.sha256 ?? null,
    mask: mask?.taken.sha256 ?? null,
    controls: options.controls.map(({ image: _path, ...control }, index) => ({
      ...control,
      image: controls[index]?.taken.sha256,
    })),
    regions: options.regions.map((region, index) => ({ ...region, mask: regions[index]?.taken.sha256 })),
  })
}

async function makeAll(run: Run): Promise<number> {
  const { terminal, request, options } = run
  const made: ReportedPicture[] = []
  let error: AppError | null = null
  try {
    for (let index = 0; index < request.count; index++) {
      const picture = await makeOne(run, index)
      made.push(await keepOne(run, picture, index))
    }
  } catch (thrown) {
    error = toAppError(thrown)
  }
  endProgress(terminal.stderr)
  if (options.json) {
    terminal.stdout.write(`${JSON.stringify(generateReport(request, made, error), null, 2)}\n`)
  } else for (const { path } of made) terminal.stdout.write(`${path}\n`)
  if (error === null) return exitDone
  const kept = made.length === 0 ? '' : ` ${made.length} of ${request.count} pictures were made and kept.`
  terminal.stderr.write(`${error.message}${kept}\n`)
  return exitCodeOf(error.code)
}

async function makeOne(run: Run, index: number): Promise<MadePicture> {
  const { terminal, options, engine, request, sources } = run
  terminal.signal.throwIfAborted()
  return makePicture(
    { engine, codec: sharpCodec, clock: terminal.clock, versions: terminal.versions },
    {
      request: requestOfPicture(request, index),
      files: run.files,
      attention: options.saveAttention !== undefined,
      sources: {
        init: sources.init?.taken.pixels ?? null,
        mask: sources.mask?.taken.pixels ?? null,
        controls: sources.controls.map(({ taken }) => taken.pixels),
        regions: sources.regions.map(({ taken }) => taken.pixels),
      },
      signal: terminal.signal,
      onProgress: progressLine(terminal.stderr, { index, count: request.count }),
    },
  )
}

async function keepOne(run: Run, made: MadePicture, index: number): Promise<ReportedPicture> {
  const { options, store, request, terminal } = run
  const asset = store === null ? null : await store.keepMade(made, null)
  const kept = asset === null ? null : (store?.blobs.pathOf(asset.sha256, asset.mime) ?? null)
  const path =
    options.out === undefined
      ? (kept ?? (await freeName(made.record.request.seed)))
      : numbered(options.out, index, request.count)
  if (path !== kept) await writeWhole(path, made.png)
  const save = (file: string | undefined, numbers: MadePicture['latents'] | null) =>
    saveNumbers(file === undefined ? null : numbered(file, index, request.count), numbers)
  const latentsPath = await save(options.saveLatents, made.latents)
  const attentionPath = await save(options.saveAttention, made.attention)
  if (index === 0) terminal.stderr.write(whatWasCut(made.record))
  return { path, latentsPath, attentionPath, fileSha256: sha256Of(made.png), made }
}

/** A line for each prompt that was too long; regions end with the prompt of the whole picture. */
function whatWasCut({ promptSent, regionPromptsSent }: MadePicture['record']): string {
  const told = [
    { name: 'The prompt', cut: promptSent.cut },
    ...regionPromptsSent.map(({ cut }, index) => ({ name: `The prompt of region ${index + 1}`, cut })),
  ]
  return told
    .filter(({ cut }) => cut !== '')
    .map(({ name, cut }) => `${name} is too long for the model; this part was not used: ${cut}\n`)
    .join('')
}

/** Writes a NumPy file; null where there is nothing to write. */
async function saveNumbers(
  path: string | null,
  numbers: MadePicture['latents'] | null,
): Promise<string | null> {
  if (path === null || numbers === null) return null
  await writeWhole(path, encodeNpy(numbers.shape, numbers.data))
  return path
}
