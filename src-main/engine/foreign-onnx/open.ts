import { VersoError } from '#shared/errors.ts'
import type { ModelAdditions } from '../adapters/additions.ts'
import type { HashCache } from '../models/model-hash.ts'
import type { NetworkOptions } from '../networks/lazy-session.ts'
import type { DiffusionModel } from '../networks/network.ts'
import { openForeignAutoencoder } from './autoencoder.ts'
import { openForeignDenoiser } from './denoiser.ts'
import { planOnnxFolder } from './plan.ts'
import type { ForeignPlan } from './plan.ts'
import { openForeignText } from './text-encoder.ts'

export interface OpenFolderOptions {
  readonly hashes: HashCache
  /** None is taken: they change weights by names that an export does not keep. */
  readonly additions?: ModelAdditions | undefined
  /** None tells what it looks at: its attention lies inside of its graph. */
  readonly watched?: boolean
  /** None takes several texts: they would be mixed inside of its graph. */
  readonly coupled?: boolean
  readonly session: NetworkOptions
}

/** Opens a folder of ONNX networks that another program exported. Throws as `planOnnxFolder`. */
export async function openOnnxFolder(path: string, options: OpenFolderOptions): Promise<DiffusionModel> {
  refuseAdditions(path, options)
  const { hashes, session } = options
  const plan = await planOnnxFolder(path, hashes)
  const textEncoders = plan.text.map(({ encoder, tokenizer }) =>
    openForeignText(encoder, tokenizer, { ...session, provider: 'cpu' }),
  )
  const denoiser = openForeignDenoiser(plan.denoiser, plan.channels, session)
  const autoencoder = openForeignAutoencoder(plan.vae, plan.card.path, session)
  const { card, scheduler, zeroNegative } = plan
  return {
    ...{ card, scheduler, zeroNegative, textEncoders, denoiser, controls: [], autoencoder },
    textKey: card.hash,
    previewMatrix: previewOf(plan),
    sessionRunMs: () => session.clock.ms,
    async release() {
      for (const network of [...textEncoders, denoiser, autoencoder]) await network.release()
    },
  }
}

function refuseAdditions(
  path: string,
  { additions, watched = false, coupled = false }: OpenFolderOptions,
): void {
  const names = { loras: 'LoRA', embeddings: 'textual inversion', controls: 'ControlNet' } as const
  const kinds = ['loras', 'embeddings', 'controls'] as const
  if (watched) throw unsupported(path, 'does not say which word made which part of a picture')
  if (coupled) throw unsupported(path, 'mixes regions by predictions only, not by attention')
  if (additions !== undefined && additions.tiling !== 'none')
    throw unsupported(path, 'makes no seamless pictures')
  const asked = kinds.find((kind) => (additions?.[kind].length ?? 0) > 0)
  if (asked === undefined) return
  const name = names[asked]
  throw unsupported(path, `takes no ${name}`)
}

function unsupported(path: string, lack: string): VersoError {
  const message = `${path}: a folder of ONNX files ${lack}. Choose the same model as .safetensors.`
  return new VersoError('model-unsupported', message, { subject: path })
}

function previewOf({ about, vae }: ForeignPlan): DiffusionModel['previewMatrix'] {
  if (!about.preview) return null
  const { matrix, bias } = about.preview
  if (matrix.some((row) => row.length !== vae.latentChannels)) return null
  return {
    rows: Array.from({ length: vae.latentChannels }, (_, channel) => matrix.map((row) => row[channel] ?? 0)),
    bias,
  }
}
