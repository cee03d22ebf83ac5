import type { DeviceName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { describeAdded } from './added-files.ts'
import { orInFullPrecision } from './full-precision.ts'
import type { Engine, EngineRequest, EngineResult, RunOptions } from './engine.ts'
import { createModelHolder, type ModelHolder } from './held-model.ts'
import { createHeldMatcher } from './held-matcher.ts'
import { createHeldUpscaler, type HeldUpscaler } from './held-upscaler.ts'
import type { HashCache } from './models/model-hash.ts'
import type { DiffusionModel } from './networks/network.ts'
import { openModel } from './networks/open-model.ts'
import { turn } from './pipelines/abort.ts'
import { checkRequest } from './pipelines/check-request.ts'
import { describePrompts } from './pipelines/conditioning.ts'
import { createReporter } from './pipelines/progress/reporter.ts'
import { runRequest } from './pipelines/run-request.ts'
import { createStopwatch } from './pipelines/progress/stopwatch.ts'
import { listProviders, resolveProvider, runtimeVersion } from './runtime/onnx.ts'
import { chooseSampler, type PipelineKind } from './samplers/index.ts'
import type { Tensor } from './tensor/tensor.ts'

/** Changes when the same request gives other pixels than before. */
const engineVersion = '2'

export interface EngineOptions {
  /** Threads of one run; by default the physical cores. The same number gives the same bytes. */
  readonly threads?: number
  /** Remembers hashes of model files; by default as long as the engine lives. */
  readonly hashes?: HashCache
}

/**
 * The engine in this process. Runs wait for one another; the last model stays loaded until another is asked for or
 * `dispose`. Errors are `VersoError`s (or an `AbortError`) whose messages can be shown as they are.
 */
export function createEngine(options: EngineOptions = {}): Engine {
  const { hashes = new Map<string, string>() } = options
  const holder = createModelHolder({ ...options, hashes })
  const upscaler = createHeldUpscaler(options)
  const matcher = createHeldMatcher(options)
  const inTurn = createQueue()
  return {
    run: (request, runOptions = {}) =>
      inTurn(() => runOrRelease({ holder, upscaler, hashes }, request, runOptions)),
    upscale: (request, { signal } = {}) => inTurn(() => upscaler.enlarge(request, () => turn(signal))),
    // Not in turn: it loads no weights, and a list of models must not wait for a picture.
    async describe(path) {
      const model = await openModel(path, { hashes })
      await model.release()
      return model.card
    },
    describePicture: (request) => inTurn(() => matcher.describe(request)),
    embed: (request) => inTurn(() => matcher.embed(request)),
    devices: listProviders,
    dispose: () =>
      inTurn(async () => {
        await holder.release()
        await upscaler.release()
        await matcher.release()
      }),
  }
}

/** Calls one task after another, whether the one before it failed or not. */
function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const next = last.then(task, task)
    last = next.catch(() => undefined)
    return next
  }
}

/** What stays loaded between runs. */
interface Held {
  readonly hashes: HashCache
  readonly holder: ModelHolder
  readonly upscaler: HeldUpscaler
}

/** After a failure inside the runtime the model is let go of: its memory is free, and the next run starts clean. */
async function runOrRelease(held: Held, request: EngineRequest, options: RunOptions): Promise<EngineResult> {
  try {
    return await orInFullPrecision((asked, heard) => runOnce(held, asked, heard), request, options)
  } catch (error) {
    const isRuntime = error instanceof VersoError && ['out-of-memory', 'engine-failed'].includes(error.code)
    if (isRuntime) await held.holder.release()
    throw error
  }
}

async function runOnce(
  { holder, upscaler, hashes }: Held,
  request: EngineRequest,
  options: RunOptions,
): Promise<EngineResult> {
  const stopwatch = createStopwatch()
  const reporter = createReporter(request.count, options.onProgress)
  stopwatch.enter('load')
  reporter.stage('load', 0)
  await turn(options.signal)
  const held = await holder.hold(request)
  const { model, prompts } = held
  checkRequest(request, model)
  const pipeline = pipelineOf(request, model)
  const sampler = chooseSampler(model.scheduler, { ...request, pipeline })
  const before = model.sessionRunMs()
  const double = (file: string | null, pixels: Tensor): Promise<Tensor> =>
    upscaler.double(file, pixels, request.device, () => turn(options.signal))
  const tools = { model, prompts, sampler, pipeline, stopwatch, reporter, options, double }
  const pictures = await runRequest(request, tools)
  const { load, encode, denoise, decode } = stopwatch.stop()
  const sessionRunMs = model.sessionRunMs() - before
  return {
    pictures,
    ...describePrompts(request, prompts),
    card: model.card,
    added: await describeAdded(request, hashes),
    sampler: sampler.name,
    device: await deviceOf(request.device),
    versions: { onnxruntime: await runtimeVersion(), engine: engineVersion, ...precisionOf(model) },
    timings: { loadMs: load, encodeMs: encode, denoiseMs: denoise, decodeMs: decode, sessionRunMs },
  }
}

/** Eight bits give other pixels, so a record names them, also where a run fell back from them. */
function precisionOf({ precision }: DiffusionModel): Readonly<Record<string, string>> {
  return precision === undefined || precision === 'fp32' ? {} : { precision }
}

async function deviceOf(device: DeviceName): Promise<DeviceName> {
  return resolveProvider(device)
}

/** Which of diffusers' pipelines a run equals, as far as they treat a scheduler's config differently. */
function pipelineOf(request: EngineRequest, { card }: DiffusionModel): PipelineKind {
  if (card.family.startsWith('sdxl') || request.controls.length > 0) return 'other'
  return request.mask === null ? 'stable-diffusion' : 'inpainting'
}
