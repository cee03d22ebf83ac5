import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildUnet } from '#engine/graph/unet.ts'
import { UnetConfig } from '#engine/graph/unet-config.ts'
import { buildVaeDecoder } from '#engine/graph/vae.ts'
import { VaeConfig } from '#engine/graph/vae-config.ts'
import type { BuiltGraph } from '#engine/graph/onnx/builder.ts'
import { openComponent } from '#engine/models/diffusers/component-weights.ts'
import { createSession, type Feed } from '#engine/runtime/onnx.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'

const options = { provider: 'cpu', threads: 1, subject: tinyModel, clock: { ms: 0 } } as const
const config = (part: string): unknown =>
  JSON.parse(readFileSync(join(tinyModel, part, 'config.json'), 'utf8'))
const weightsOf = (part: string) => openComponent(join(tinyModel, part))

async function run(graph: BuiltGraph, feeds: Record<string, Feed>, output: string): Promise<Tensor> {
  const session = await createSession(graph, options)
  const { [output]: made } = await session.run(feeds, [output])
  await session.release()
  return made!
}

/** The picture moved right and down; what leaves at one edge enters at the other. */
function moved(picture: Tensor, right: number, down: number): Tensor {
  const [n = 0, channels = 0, height = 0, width = 0] = picture.shape
  const out = new Float32Array(picture.data.length)
  for (let plane = 0; plane < n * channels; plane++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        out[(plane * height + ((y + down) % height)) * width + ((x + right) % width)] =
          picture.data[(plane * height + y) * width + x]!
  return tensor(picture.shape, out)
}

const worst = (a: Tensor, b: Tensor) =>
  Math.max(...a.data.map((value, index) => Math.abs(value - b.data[index]!)))
const noise = tensor(
  [1, 4, 16, 16],
  Float32Array.from({ length: 1024 }, (_, at) => Math.sin(at * at * 0.37)),
)
const waves = tensor(
  [1, 16],
  Float32Array.from({ length: 16 }, (_, at) => Math.cos(at)),
)

async function denoised(seamless: 'x' | 'y' | 'both' | undefined, sample: Tensor): Promise<Tensor> {
  const unet = UnetConfig.parse(config('unet'))
  const width = [unet.cross_attention_dim].flat()[0]!
  const context = tensor([1, 3, width], new Float32Array(3 * width).fill(0.3))
  const first = unet.block_out_channels[0]!
  const weights = await weightsOf('unet')
  const graph = buildUnet(unet, seamless === undefined ? weights : { ...weights, seamless })
  const feeds = { sample, context, waves: tensor([1, first], waves.data.slice(0, first)) }
  return run(graph, feeds, 'prediction')
}

it.each([
  ['x', 4, 0],
  ['y', 0, 4],
  ['both', 8, 4],
] as const)(
  'a denoiser seamless in %s does not know where the picture begins',
  async (tiling, right, down) => {
    const here = await denoised(tiling, noise)
    const there = await denoised(tiling, moved(noise, right, down))
    expect(worst(moved(here, right, down), there)).toBeLessThan(1e-4)
  },
)

it('a denoiser with edges knows, also across those that do not meet', async () => {
  const shift = async (tiling: 'x' | undefined, right: number, down: number) =>
    worst(
      moved(await denoised(tiling, noise), right, down),
      await denoised(tiling, moved(noise, right, down)),
    )
  expect(await shift(undefined, 4, 0)).toBeGreaterThan(1e-2)
  expect(await shift('x', 0, 4)).toBeGreaterThan(1e-2)
})

it('a decoder goes on at the other side', async () => {
  const weights = { ...(await weightsOf('vae')), seamless: 'both' } as const
  const graph = buildVaeDecoder(VaeConfig.parse(config('vae')), weights)
  const decode = (latents: Tensor) => run(graph, { latents }, 'pixels')
  const there = await decode(moved(noise, 3, 5))
  const scale = there.shape[2]! / 16
  expect(worst(moved(await decode(noise), 3 * scale, 5 * scale), there)).toBeLessThan(1e-4)
})
