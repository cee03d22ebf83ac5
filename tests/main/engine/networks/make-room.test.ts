import { describe, expect, it } from 'vitest'
import { makeRoom, type Rooms } from '#engine/networks/make-room.ts'
import { tensor } from '#engine/tensor/tensor.ts'

const some = tensor([1], Float32Array.of(0))
const [small, large, plenty, scarce] = [1e6, 9e8, 8e9, 1e9]

/** Networks that write down what is asked of them. */
function rooms(): { networks: Rooms; log: string[] } {
  const log: string[] = []
  const noted = (what: string) => () => {
    log.push(what)
    return Promise.resolve(some)
  }
  const release = (what: string) => async () => void (await noted(`release ${what}`)())
  const networks = {
    textEncoders: [{ maxLength: 77, release: release('text') }],
    denoiser: { predict: noted('predict'), release: release('denoiser') },
    autoencoder: { decode: noted('decode'), release: release('autoencoder') },
  }
  return { networks: networks as unknown as Rooms, log }
}

async function logOf(parameters: number, available: number): Promise<string[]> {
  const { networks, log } = rooms()
  const { denoiser, autoencoder } = makeRoom(networks, parameters, () => available)
  await denoiser.predict(some, 1, { context: some })
  await autoencoder.decode(some)
  return log
}

describe('room for networks', () => {
  it('is not made for a small model', async () => {
    expect(await logOf(small, scarce)).toEqual(['predict', 'decode'])
  })

  it('is made for a large denoiser by what encoded the prompts', async () => {
    expect(await logOf(large, plenty)).toEqual(['release text', 'predict', 'decode'])
  })

  it('is made for decoding by the denoiser only where memory is scarce', async () => {
    expect(await logOf(large, scarce)).toEqual(['release text', 'predict', 'release denoiser', 'decode'])
  })
})
