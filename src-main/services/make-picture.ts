import { randomUUID } from 'node:crypto'
import type {
  Engine,
  EnginePicture,
  EngineProgress,
  EngineRequest,
  EngineResult,
  MaskPicture,
} from '#engine/engine.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { writeRecord } from '#files/metadata/picture-record.ts'
import { composite, isEmptyMask, maskOf } from '#files/pixels/mask.ts'
import {
  flattenOnWhite,
  hashPixels,
  rgbOf,
  withAlpha,
  withColours,
  type RgbaPicture,
} from '#files/pixels/rgba-picture.ts'
import { startEnergyMeter, type EnergyReading } from '#responsibility/energy.ts'
import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import { taskOf, type GenerationRequest } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'

/** What making a picture needs; window and command line give the same. */
export interface PictureTools {
  readonly engine: Engine
  readonly codec: ImageCodec
  readonly clock: () => Date
  readonly versions: Readonly<Record<string, string>>
}

/** Start picture and mask as decoded from their files, of any size. */
export interface SourcePictures {
  readonly init: RgbaPicture | null
  readonly mask: RgbaPicture | null
  /** One a control of the request, in its order. */
  readonly controls?: readonly RgbaPicture[]
  /** The mask of each region of the request, in its order. */
  readonly regions?: readonly RgbaPicture[]
}

/** The paths that the request's names stand for; see `resolveFiles`. */
export interface ModelFiles {
  readonly model: string
  readonly loras: readonly string[]
  readonly embeddings: readonly string[]
  readonly vae: string | null
  /** The shipped upscaler's weights; null where the request doesn't need them. */
  readonly upscaler: string | null
  readonly controls: readonly string[]
}

export interface PictureJob {
  /** Of one picture: `count` is 1. */
  readonly request: GenerationRequest
  readonly files: ModelFiles
  readonly sources: SourcePictures
  /** Whether it shall come with maps of its words. */
  readonly attention?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: EngineProgress) => void
}

/** A finished picture: the PNG's bytes with the record inside, and the names of its pixels. */
export interface MadePicture {
  readonly png: Uint8Array
  readonly pixelsSha256: string
  readonly width: number
  readonly height: number
  readonly record: GenerationRecord
  readonly latents: EnginePicture['latents']
  readonly attention: EnginePicture['attention']
}

/** Fits the sources to the request, runs the engine, puts the unmasked pixels back, and writes the record. */
export async function makePicture(tools: PictureTools, job: PictureJob): Promise<MadePicture> {
  const { request } = job
  const init = await fitted(tools.codec, job.sources.init, request)
  const mask = job.sources.mask === null ? null : maskOf(job.sources.mask, request.width, request.height)
  if (mask !== null && isEmptyMask(mask)) {
    const reason = 'The mask is empty, so nothing would be made anew. Paint the part to fill, and try again.'
    throw new VersoError('bad-request', reason, { subject: 'mask' })
  }
  const meter = startEnergyMeter()
  const controls = await atItsSize(tools.codec, request, job.sources.controls)
  const regions = await atItsSize(tools.codec, request, job.sources.regions)
  const result = await tools.engine.run(engineRequest(job, { init, mask, controls, regions }), {
    ...(job.signal === undefined ? {} : { signal: job.signal }),
    ...(job.onProgress === undefined ? {} : { onProgress: job.onProgress }),
  })
  const made = result.pictures[0]
  if (made === undefined)
    throw new VersoError('engine-failed', 'The engine ended without a picture. Try again.')
  const picture =
    init !== null && mask !== null ? composite(init, made.picture, mask) : withAlpha(made.picture)
  const begun = performance.now()
  const finished = await enlarged(tools, job, picture)
  const { loadMs, encodeMs, denoiseMs, decodeMs } = result.timings
  const enlargeMs = performance.now() - begun
  const busyMs = loadMs + encodeMs + denoiseMs + decodeMs + enlargeMs
  const energy = meter.stop({ busyMs, device: result.device })
  const record = recordOf(tools, request, result, energy)
  return {
    png: writeRecord(await tools.codec.encodePng(finished), record),
    pixelsSha256: hashPixels(finished),
    width: finished.width,
    height: finished.height,
    record,
    latents: made.latents,
    attention: made.attention,
  }
}

async function fitted(
  codec: ImageCodec,
  picture: RgbaPicture | null,
  request: GenerationRequest,
): Promise<RgbaPicture | null> {
  return picture === null ? null : codec.resize(picture, request.width, request.height)
}

async function atItsSize(
  codec: ImageCodec,
  { width, height }: GenerationRequest,
  pictures: readonly RgbaPicture[] = [],
): Promise<RgbaPicture[]> {
  return Promise.all(pictures.map((picture) => codec.resize(picture, width, height)))
}

/** The picture as large as the request wants it: colours by the upscaler, transparency by resampling. */
async function enlarged(
  { engine, codec }: PictureTools,
  { request, files, signal }: PictureJob,
  picture: RgbaPicture,
): Promise<RgbaPicture> {
  const { upscale: factor, device } = request
  if (factor === 1 || files.upscaler === null) return picture
  const large = await codec.resize(picture, picture.width * factor, picture.height * factor)
  const rgb = await engine.upscale(
    { file: files.upscaler, picture: { ...picture, data: rgbOf(picture) }, factor, device },
    signal === undefined ? {} : { signal },
  )
  return withColours(large, rgb)
}

/** Sources at the request's size. */
interface FittedSources {
  readonly init: RgbaPicture | null
  readonly mask: MaskPicture | null
  readonly controls: readonly RgbaPicture[]
  readonly regions: readonly RgbaPicture[]
}

function engineRequest(
  { request, files, attention = false }: PictureJob,
  { init, mask, controls, regions }: FittedSources,
): EngineRequest {
  const { model: _model, upscale: _upscale, ...settings } = request
  return {
    ...settings,
    attention,
    modelPath: files.model,
    init: init === null ? null : flattenOnWhite(init),
    mask,
    loras: request.loras.map((lora, index) => ({ ...lora, file: files.loras[index]! })),
    embeddings: [...files.embeddings],
    vae: files.vae,
    upscaler: files.upscaler,
    controls: request.controls.map(({ scale, start, end }, index) => ({
      modelPath: files.controls[index]!,
      image: flattenOnWhite(controls[index]!),
      scale,
      start,
      end,
    })),
    regions: request.regions.map(({ prompt, weight }, index) => ({
      prompt,
      weight,
      mask: maskOf(regions[index]!, request.width, request.height),
    })),
  }
}

function recordOf(
  tools: PictureTools,
  request: GenerationRequest,
  result: EngineResult,
  energy: EnergyReading,
): GenerationRecord {
  const { name, family, hash, licence } = result.card
  const parents: GenerationRecord['parents'] = []
  if (request.init !== null) parents.push({ sha256: request.init, role: 'init' })
  if (request.mask !== null) parents.push({ sha256: request.mask, role: 'mask' })
  for (const { image } of request.controls) parents.push({ sha256: image, role: 'control' })
  for (const sha256 of new Set(request.regions.map(({ mask }) => mask)))
    parents.push({ sha256, role: 'region' })
  return {
    format: 'verso-record',
    version: 1,
    id: randomUUID(),
    task: taskOf(request),
    request,
    promptSent: result.promptSent,
    negativePromptSent: result.negativePromptSent,
    regionPromptsSent: [...result.regionPromptsSent],
    samplerUsed: result.sampler,
    model: { name, family, hash, licence },
    added: [...result.added],
    device: result.device,
    versions: { ...tools.versions, ...result.versions },
    createdAt: tools.clock().toISOString(),
    timings: result.timings,
    energy,
    parents,
  }
}
