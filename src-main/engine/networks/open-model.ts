import { resolve } from 'node:path'
import type { DeviceName } from '#shared/entities/generation-request.ts'
import type { ModelAdditions } from '../adapters/additions.ts'
import { isOnnxFolder } from '../foreign-onnx/folder.ts'
import { openOnnxFolder } from '../foreign-onnx/open.ts'
import { planModel } from '../models/plan-model.ts'
import type { ModelPlan } from '../models/plan-model.ts'
import type { HashCache } from '../models/model-hash.ts'
import { precisionOf } from '../runtime/precision.ts'
import type { PrecisionChoice } from '../runtime/precision.ts'
import { resolveProvider } from '../runtime/onnx.ts'
import type { RunClock } from '../runtime/onnx.ts'
import { physicalCores } from '../runtime/threads.ts'
import { openAutoencoder } from './autoencoder.ts'
import { openControlNetwork } from './control-network.ts'
import { openDenoiser } from './denoiser.ts'
import { withKnownPreview } from './known-previews.ts'
import type { NetworkOptions } from './lazy-session.ts'
import { makeRoom } from './make-room.ts'
import type { DiffusionModel } from './network.ts'
import { sessionKey } from './session-pool.ts'
import type { SessionPool } from './session-pool.ts'
import { withPreviewDecoder } from './preview-decoder.ts'
import { withAutoencoder } from './separate-autoencoder.ts'
import { openTextEncoder } from './text-encoder.ts'

export interface OpenModelOptions {
  readonly device?: DeviceName
  /** Threads of one run; by default the physical cores. The same number gives the same bytes. */
  readonly threads?: number
  /** Remembers hashes of weight files between models and, if it is kept, between starts. */
  readonly hashes?: HashCache
  readonly additions?: ModelAdditions
  readonly precision?: PrecisionChoice
  /** Its denoiser also says how much each place of the picture looks at each token of the prompt. */
  readonly watched?: boolean
  /** Its denoiser takes several prompts for one picture, each where it counts. */
  readonly coupled?: boolean
  /** Where the time inside the runtime is added up. */
  readonly clock?: RunClock
  /** Sessions that other models left open, and that take those of this one. */
  readonly sessions?: SessionPool
}

/**
 * Recognises and checks the model at `path`. Its networks are loaded when they are first used. Throws
 * `model-missing`, `model-damaged`, `model-unsupported`, and `bad-request` for a device that is not there.
 */
export async function openModel(path: string, options: OpenModelOptions = {}): Promise<DiffusionModel> {
  const { device = 'auto', threads = physicalCores(), hashes = new Map<string, string>() } = options
  const { clock = { ms: 0 }, watched = false, coupled = false } = options
  const provider = await resolveProvider(device)
  const { additions, sessions } = options
  const session = {
    ...{ provider, threads, subject: resolve(path), clock },
    ...(sessions === undefined ? {} : { sessions }),
  }
  const isForeign = await isOnnxFolder(path)
  const precision = precisionOf(options.precision ?? 'auto', { provider, isForeign })
  if (isForeign) {
    const foreign = await openOnnxFolder(path, { hashes, additions, watched, coupled, session })
    return withPreviews(await withAutoencoder(foreign, additions?.vae ?? null, session), session)
  }
  const plan = await planModel(path, hashes, additions, { precision, watched, coupled })
  // Once a prompt, quick enough on the processor: that leaves the graphics memory to the denoiser, and spares its
  // driver the half-precision table of words, which some cannot read.
  const textEncoders = plan.text.map((text) => openTextEncoder(text, { ...session, provider: 'cpu' }))
  const controls = plan.controls.map((control) => openControlNetwork(control, session))
  const { denoiser, autoencoder } = makeRoom(
    { textEncoders, denoiser: openDenoiser(plan, session), autoencoder: openAutoencoder(plan, session) },
    plan.unet.graph.parameters,
  )
  const model = {
    card: plan.card,
    scheduler: plan.scheduler,
    textEncoders,
    textKey: plan.text.map(({ graph }) => sessionKey(graph, session)).join(),
    zeroNegative: plan.zeroNegative,
    denoiser,
    controls,
    autoencoder,
    previewMatrix: previewOf(plan),
    precision,
    sessionRunMs: () => clock.ms,
    async release() {
      for (const network of [...textEncoders, denoiser, ...controls, autoencoder]) await network.release()
    },
  }
  return withPreviews(await withAutoencoder(model, additions?.vae ?? null, session), session)
}

/** A model's own map, else a small decoder beside it, else the map of its family. */
async function withPreviews(model: DiffusionModel, session: NetworkOptions): Promise<DiffusionModel> {
  return withKnownPreview(await withPreviewDecoder(model, session))
}

function previewOf({ about, card }: ModelPlan): DiffusionModel['previewMatrix'] {
  if (!about.preview) return null
  const { matrix, bias } = about.preview
  const rows = Array.from({ length: card.latentChannels }, (_, channel) =>
    matrix.map((row) => row[channel] ?? 0),
  )
  return { rows, bias }
}
