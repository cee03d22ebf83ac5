import type { DeviceName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import type { RgbPicture, UpscaleRequest } from './engine.ts'
import { openUpscaler, type Upscaler } from './networks/upscaler.ts'
import { resolveProvider } from './runtime/onnx.ts'
import { physicalCores } from './runtime/threads.ts'
import { pictureToTensor, tensorToPicture } from './tensor/pictures.ts'
import type { Tensor } from './tensor/tensor.ts'

/** The upscaler, opened when it is first asked for. */
export interface HeldUpscaler {
  /** `pixels` [1, 3, H, W] in −1 … 1 → [1, 3, 2H, 2W] by the weights in `file`. */
  double(
    file: string | null,
    pixels: Tensor,
    device: DeviceName,
    between: () => Promise<void>,
  ): Promise<Tensor>
  enlarge(request: UpscaleRequest, between: () => Promise<void>): Promise<RgbPicture>
  release(): Promise<void>
}

export function createHeldUpscaler({ threads = physicalCores() }: { threads?: number }): HeldUpscaler {
  let held: { key: string; upscaler: Upscaler } | null = null
  const release = async (): Promise<void> => {
    const old = held
    held = null
    await old?.upscaler.release()
  }
  const double: HeldUpscaler['double'] = async (file, pixels, device, between) => {
    if (file === null)
      throw new VersoError('model-missing', 'The upscaler is missing. Install Verso again.', {
        subject: 'upscale',
      })
    const key = JSON.stringify([file, device])
    if (held?.key !== key) {
      await release()
      const options = { provider: await resolveProvider(device), threads, subject: file, clock: { ms: 0 } }
      held = { key, upscaler: await openUpscaler(file, options) }
    }
    return held.upscaler.double(pixels, between)
  }
  return {
    double,
    release,
    async enlarge({ file, picture, factor, device }, between) {
      let pixels = pictureToTensor(picture)
      for (let size = 1; size < factor; size *= 2) {
        await between()
        pixels = await double(file, pixels, device, between)
      }
      return tensorToPicture(pixels)
    },
  }
}
