import type { EngineRequest } from '#engine/engine.ts'
import { RequestAdditions } from '#shared/entities/request-additions.ts'

/** Text to image at 512², guided, so that each step evaluates the denoiser on two rows. */
export function largePicture(modelPath: string, precision: string, steps: number): EngineRequest {
  return {
    ...{
      ...RequestAdditions.parse({ precision }),
      controls: [],
      regions: [],
      upscaler: null,
      attention: false,
    },
    ...{ modelPath, prompt: 'a lighthouse', negativePrompt: '', seed: 1, noise: 'torch', steps },
    ...{ sampler: 'ddim', schedule: null, guidanceScale: 7.5, width: 512, height: 512, count: 1 },
    ...{ init: null, strength: 1, mask: null, device: 'cpu' },
  }
}
