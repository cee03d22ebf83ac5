/**
 * Writes a single .safetensors file with the tensors of Stable Diffusion 1.5 in its original layout: their names, their
 * shapes, half precision, about 2.1 GB, random numbers from a seed. Only for measuring: its pictures are noise.
 *
 *     node benchmarks/make-sd15.ts OUT.safetensors [SEED]
 */
import { closeSync, openSync, writeSync } from 'node:fs'

type Shapes = Map<string, readonly number[]>

const widths = [320, 640, 1280, 1280]
const [time, context] = [1280, 768]

/** The names and shapes of the tensors that Stable Diffusion 1.5 runs with. */
export function sd15Shapes(): Shapes {
  const shapes: Shapes = new Map()
  addDenoiser(shapes, 'model.diffusion_model')
  addAutoencoder(shapes, 'first_stage_model')
  addTextEncoder(shapes, 'cond_stage_model.transformer.text_model')
  return shapes
}

function addDenoiser(shapes: Shapes, root: string): void {
  linear(shapes, `${root}.time_embed.0`, 320, time)
  linear(shapes, `${root}.time_embed.2`, time, time)
  convolution(shapes, `${root}.input_blocks.0.0`, 4, 320)
  const skips = [320]
  let [channels, block] = [320, 1]
  widths.forEach((width, level) => {
    for (let layer = 0; layer < 2; layer++, block++) {
      timedResnet(shapes, `${root}.input_blocks.${block}.0`, channels, width)
      if (level < 3) transformer(shapes, `${root}.input_blocks.${block}.1`, width)
      skips.push((channels = width))
    }
    if (level === 3) return
    convolution(shapes, `${root}.input_blocks.${block++}.0.op`, width, width)
    skips.push(width)
  })
  timedResnet(shapes, `${root}.middle_block.0`, 1280, 1280)
  transformer(shapes, `${root}.middle_block.1`, 1280)
  timedResnet(shapes, `${root}.middle_block.2`, 1280, 1280)
  block = 0
  for (const [level, width] of [...widths.entries()].reverse()) {
    for (let layer = 0; layer < 3; layer++, block++) {
      const name = `${root}.output_blocks.${block}`
      timedResnet(shapes, `${name}.0`, channels + (skips.pop() ?? 0), width)
      if (level < 3) transformer(shapes, `${name}.1`, width)
      if (layer === 2 && level > 0) convolution(shapes, `${name}.${level < 3 ? 2 : 1}.conv`, width, width)
      channels = width
    }
  }
  norm(shapes, `${root}.out.0`, 320)
  convolution(shapes, `${root}.out.2`, 320, 4)
}

function addAutoencoder(shapes: Shapes, root: string): void {
  const sides = [128, 256, 512, 512]
  convolution(shapes, `${root}.encoder.conv_in`, 3, 128)
  convolution(shapes, `${root}.decoder.conv_in`, 4, 512)
  let [down, up] = [128, 512]
  for (const [level, width] of sides.entries()) {
    for (let layer = 0; layer < 2; layer++, down = width)
      resnet(shapes, `${root}.encoder.down.${level}.block.${layer}`, down, width)
    if (level < 3) convolution(shapes, `${root}.encoder.down.${level}.downsample.conv`, width, width)
  }
  for (const [level, width] of [...sides.entries()].reverse()) {
    for (let layer = 0; layer < 3; layer++, up = width)
      resnet(shapes, `${root}.decoder.up.${level}.block.${layer}`, up, width)
    if (level > 0) convolution(shapes, `${root}.decoder.up.${level}.upsample.conv`, width, width)
  }
  for (const [part, last, out] of [['encoder', 512, 8] as const, ['decoder', 128, 3] as const]) {
    for (const which of [1, 2]) resnet(shapes, `${root}.${part}.mid.block_${which}`, 512, 512)
    norm(shapes, `${root}.${part}.mid.attn_1.norm`, 512)
    for (const which of ['q', 'k', 'v', 'proj_out'])
      convolution(shapes, `${root}.${part}.mid.attn_1.${which}`, 512, 512, 1)
    norm(shapes, `${root}.${part}.norm_out`, last)
    convolution(shapes, `${root}.${part}.conv_out`, last, out)
  }
  convolution(shapes, `${root}.quant_conv`, 8, 8, 1)
  convolution(shapes, `${root}.post_quant_conv`, 4, 4, 1)
}

function addTextEncoder(shapes: Shapes, root: string): void {
  shapes.set(`${root}.embeddings.token_embedding.weight`, [49_408, 768])
  shapes.set(`${root}.embeddings.position_embedding.weight`, [77, 768])
  for (let layer = 0; layer < 12; layer++) {
    const name = `${root}.encoder.layers.${layer}`
    for (const part of ['q_proj', 'k_proj', 'v_proj', 'out_proj'])
      linear(shapes, `${name}.self_attn.${part}`, 768, 768)
    linear(shapes, `${name}.mlp.fc1`, 768, 3072)
    linear(shapes, `${name}.mlp.fc2`, 3072, 768)
    for (const part of ['layer_norm1', 'layer_norm2']) norm(shapes, `${name}.${part}`, 768)
  }
  norm(shapes, `${root}.final_layer_norm`, 768)
}

function linear(shapes: Shapes, name: string, width: number, out: number): void {
  shapes.set(`${name}.weight`, [out, width]).set(`${name}.bias`, [out])
}

function convolution(shapes: Shapes, name: string, width: number, out: number, kernel = 3): void {
  shapes.set(`${name}.weight`, [out, width, kernel, kernel]).set(`${name}.bias`, [out])
}

function norm(shapes: Shapes, name: string, width: number): void {
  shapes.set(`${name}.weight`, [width]).set(`${name}.bias`, [width])
}

function resnet(shapes: Shapes, name: string, width: number, out: number): void {
  norm(shapes, `${name}.norm1`, width)
  convolution(shapes, `${name}.conv1`, width, out)
  norm(shapes, `${name}.norm2`, out)
  convolution(shapes, `${name}.conv2`, out, out)
  if (width !== out) convolution(shapes, `${name}.nin_shortcut`, width, out, 1)
}

function timedResnet(shapes: Shapes, name: string, width: number, out: number): void {
  norm(shapes, `${name}.in_layers.0`, width)
  convolution(shapes, `${name}.in_layers.2`, width, out)
  linear(shapes, `${name}.emb_layers.1`, time, out)
  norm(shapes, `${name}.out_layers.0`, out)
  convolution(shapes, `${name}.out_layers.3`, out, out)
  if (width !== out) convolution(shapes, `${name}.skip_connection`, width, out, 1)
}

function transformer(shapes: Shapes, name: string, width: number): void {
  norm(shapes, `${name}.norm`, width)
  convolution(shapes, `${name}.proj_in`, width, width, 1)
  const block = `${name}.transformer_blocks.0`
  for (const [part, from] of [['attn1', width] as const, ['attn2', context] as const]) {
    shapes.set(`${block}.${part}.to_q.weight`, [width, width])
    for (const which of ['to_k', 'to_v']) shapes.set(`${block}.${part}.${which}.weight`, [width, from])
    linear(shapes, `${block}.${part}.to_out.0`, width, width)
  }
  linear(shapes, `${block}.ff.net.0.proj`, width, width * 8)
  linear(shapes, `${block}.ff.net.2`, width * 4, width)
  for (const part of ['norm1', 'norm2', 'norm3']) norm(shapes, `${block}.${part}`, width)
  convolution(shapes, `${name}.proj_out`, width, width, 1)
}

const count = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1)

/** Writes tensor after tensor in pieces of 4 MB, so that no more than those are ever held. */
export function writeModel(file: string, shapes: Shapes, seed: number): void {
  const header: Record<string, unknown> = {}
  let end = 0
  for (const [name, shape] of shapes)
    header[name] = { dtype: 'F16', shape, data_offsets: [end, (end += count(shape) * 2)] }
  const json = Buffer.from(JSON.stringify(header))
  // Eight bytes of length and a header padded to a multiple of eight, as safetensors itself writes it.
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  const handle = openSync(file, 'w')
  writeSync(handle, Buffer.concat([length, padded]))
  const random = createRandom(seed)
  for (const [name, shape] of shapes) {
    const table = halves(name, shape)
    for (let left = count(shape); left > 0; left -= pieceLength) {
      const piece = new Uint16Array(Math.min(left, pieceLength))
      for (let i = 0; i < piece.length; i++) piece[i] = table[random() & 0xffff]!
      writeSync(handle, new Uint8Array(piece.buffer))
    }
  }
  closeSync(handle)
}

const pieceLength = 2 ** 21

/** 65,536 normal numbers as half-precision bits, of the size that keeps what passes through a layer near 1. */
function halves(name: string, shape: readonly number[]): Uint16Array {
  const isBias = name.endsWith('bias')
  const isNorm = shape.length === 1 && !isBias
  const isTable = name.includes('_embedding.')
  const spread = shape.length > 1 ? (isTable ? 0.05 : 1 / Math.sqrt(count(shape.slice(1)))) : 0.05
  return Uint16Array.from(normals, (value) => toHalf((isNorm ? 1 : 0) + spread * value))
}

/** Normal numbers by Box and Muller from a generator of their own, so that every file draws from the same. */
const normals = Array.from(
  { length: 2 ** 16 },
  ((random) => () => {
    const [a, b] = [(random() + 0.5) / 2 ** 32, (random() + 0.5) / 2 ** 32]
    return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b)
  })(createRandom(20260101)),
)

/** Marsaglia's xorshift, 32 bits. */
function createRandom(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) | 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** The nearest half-precision number's bits, of a number of at most 65,504. */
function toHalf(value: number): number {
  const sign = value < 0 ? 0x8000 : 0
  const size = Math.abs(value)
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24)
  const exponent = Math.floor(Math.log2(size))
  // Rounding up a fraction of all ones carries into the exponent, as it should.
  return sign | (((exponent + 15) << 10) + Math.round((size / 2 ** exponent - 1) * 1024))
}

if (import.meta.main) {
  const [file, seed = '1'] = process.argv.slice(2)
  if (file === undefined) throw new Error('Say where: node benchmarks/make-sd15.ts OUT.safetensors [SEED]')
  writeModel(file, sd15Shapes(), Number(seed))
}
