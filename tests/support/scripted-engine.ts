import type {
  DescribeRequest,
  EngineRequest,
  EngineResult,
  RunOptions,
  UpscaleRequest,
} from '#engine/engine.ts'
import type { StudioEngine } from '#services/studio.ts'
import { joinedPrompt } from '#shared/prompts/region-prompt.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'

/**
 * An engine whose pictures are a function of the request, quick to make: it lets the services be tested for what they
 * do around an engine. `plan` may throw or wait, once a run.
 */
export interface ScriptedEngine extends StudioEngine {
  readonly requests: EngineRequest[]
  plan: (request: EngineRequest, options: RunOptions) => Promise<void>
  readonly kills: number
}

export const scriptedCard: ModelCard = {
  name: 'Scripted',
  path: '/models/scripted',
  family: 'starter',
  layout: 'diffusers',
  components: [{ name: 'unet', parameters: 10, bytes: 20 }],
  prediction: 'epsilon',
  nativeSize: 64,
  inputChannels: 4,
  latentChannels: 4,
  latentScale: 8,
  defaults: { steps: 4, guidanceScale: 5, sampler: 'ddim' },
  quick: null,
  regionModes: ['predictions', 'attention'],
  licence: 'CC-BY-4.0',
  hash: 'ab'.repeat(32),
}

export function scriptedEngine(): ScriptedEngine {
  const requests: EngineRequest[] = []
  let kills = 0
  const engine = {
    requests,
    plan: async () => undefined,
    get kills() {
      return kills
    },
    kill: () => {
      kills += 1
    },
    describe: async (path: string) => ({ ...scriptedCard, path }),
    describePicture: async ({ picture, count }: DescribeRequest) => {
      const likeness = (picture.data[0] ?? 0) / 255
      const listed = Array.from({ length: count }, (_, at) => ({ phrase: `thing ${at}`, likeness }))
      return { things: listed, styles: [], backgrounds: [], places: [] }
    },
    embed: async () => [new Float32Array([1, 0])],
    devices: async () => ['cpu' as const],
    dispose: async () => undefined,
    upscale: async ({ picture, factor }: UpscaleRequest) => {
      const [width, height] = [picture.width * factor, picture.height * factor]
      return { width, height, data: new Uint8Array(width * height * 3).fill(factor) }
    },
    run: async (request: EngineRequest, options: RunOptions = {}) => {
      requests.push(request)
      const progress = { picture: 0, pictures: 1, steps: request.steps, secondsLeft: 1 }
      const preview = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3).fill(9) }
      options.onProgress?.({ ...progress, stage: 'denoise', step: 1, preview })
      await (engine as ScriptedEngine).plan(request, options)
      options.signal?.throwIfAborted()
      return resultOf(request)
    },
  }
  return engine
}

function resultOf(request: EngineRequest): EngineResult {
  const { width, height, seed } = request
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7 + seed * 31) % 256)
  const sent = (text: string) => ({ text, tokens: 3, cut: '' })
  return {
    pictures: [
      {
        seed,
        picture: { width, height, data },
        latents: { shape: [1, 4, height / 8, width / 8], data: new Float32Array((width * height) / 16) },
        attention: null,
      },
    ],
    card: scriptedCard,
    added: [],
    promptSent: sent(request.prompt),
    negativePromptSent: sent(request.negativePrompt),
    regionPromptsSent: request.regions.map(({ prompt }) => sent(joinedPrompt(prompt, request.prompt))),
    sampler: request.sampler ?? 'ddim',
    device: 'cpu',
    versions: { engine: 'scripted' },
    timings: { loadMs: 1, encodeMs: 2, denoiseMs: 3, decodeMs: 4, sessionRunMs: 5 },
  }
}
