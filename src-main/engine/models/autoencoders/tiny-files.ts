import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { damaged } from '#engine/weights/damaged.ts'
import { openWeights } from '#engine/weights/weight-source.ts'
import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'
import type { ReadPart } from '../single-file/tensors.ts'

type Part = 'encoder' | 'decoder'

/** Whether a file is TAESD's: numbered layers, of its encoder, its decoder, or both under diffusers' names. */
export function isTiny({ tensors }: WeightSource): boolean {
  return tensors.has('decoder.layers.0.weight') || tensors.has('3.conv.0.weight')
}

/**
 * TAESD from its own files, `taesd_encoder` and `taesd_decoder`, or from one file under diffusers' names. What the
 * shapes tell is its config; the first layer of its decoder's file bounds the latents and has no weights.
 */
export async function openTinyFiles(source: WeightSource): Promise<ReadPart> {
  const both = source.tensors.has('decoder.layers.0.weight') ? source : await openPair(source)
  const { tensors } = both
  const encoder = stagesOf(tensors, 'encoder')
  const decoder = stagesOf(tensors, 'decoder')
  const first = tensors.get('decoder.layers.0.weight')?.shape
  if (first === undefined || decoder.length === 0)
    throw damaged(source.label, 'it lacks the first layer of a tiny decoder')
  const [width = 1, latent = 4] = first
  const widths = (stages: readonly number[]): number[] => stages.map(() => width)
  // Where only the decoder is there, the encoder's numbers are not used.
  const encoderBlocks = encoder.length > 0 ? encoder : decoder.toReversed()
  const config = {
    ...{ _class_name: 'AutoencoderTiny', latent_channels: latent },
    ...{ encoder_block_out_channels: widths(encoderBlocks), num_encoder_blocks: encoderBlocks },
    ...{ decoder_block_out_channels: widths(decoder), num_decoder_blocks: decoder },
  }
  return { config, weights: both }
}

/** The other of the two files, if it lies beside this one, and the names that diffusers gives both. */
async function openPair(source: WeightSource): Promise<WeightSource> {
  const own: Part = source.tensors.has('0.weight') ? 'encoder' : 'decoder'
  const other: Part = own === 'encoder' ? 'decoder' : 'encoder'
  const name = basename(source.label)
  const sibling = join(dirname(source.label), name.replace(own, other))
  const isThere = name.includes(own) && (await stat(sibling).catch(() => null))?.isFile() === true
  if (!isThere && own === 'encoder') {
    const message = `${source.label} is only the encoder of a tiny autoencoder. Put its decoder's file beside it, with “decoder” in its name.`
    throw new VersoError('model-unsupported', message, { subject: source.label })
  }
  const opened = isThere ? await openWeights(source.label, [sibling]) : null
  const tensors = new Map([...named(source, own), ...(opened === null ? [] : named(opened, other))])
  return { ...source, paths: [...source.paths, ...(opened?.paths ?? [])], tensors }
}

function named({ tensors }: WeightSource, part: Part): [string, StoredTensor][] {
  return [...tensors].flatMap(([name, tensor]) => {
    const [, index, rest] = /^(\d+)\.(.+)$/.exec(name) ?? []
    if (index === undefined) return []
    const layer = Number(index) - (part === 'decoder' ? 1 : 0)
    return [[`${part}.layers.${layer}.${rest}`, tensor]]
  })
}

/** How many blocks stand between each two convolutions: a stage each. */
function stagesOf(tensors: ReadonlyMap<string, StoredTensor>, part: Part): number[] {
  const layers = new Map<number, 'convolution' | 'block'>()
  for (const name of tensors.keys()) {
    const [, which, index, rest = ''] = /^(encoder|decoder)\.layers\.(\d+)\.(.+)$/.exec(name) ?? []
    if (which === part) layers.set(Number(index), rest.startsWith('conv.') ? 'block' : 'convolution')
  }
  const stages: number[] = []
  for (const index of [...layers.keys()].sort((a, b) => a - b)) {
    if (layers.get(index) === 'convolution') stages.push(0)
    else stages[stages.length - 1] = (stages.at(-1) ?? 0) + 1
  }
  // The last convolution begins no stage.
  return stages.slice(0, -1)
}
