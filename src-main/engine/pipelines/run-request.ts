import type { EnginePicture, EngineRequest, RunOptions } from '../engine.ts'
import type { DiffusionModel } from '../networks/network.ts'
import { createNoise } from '../noise/create-noise.ts'
import type { HiresPass } from '#shared/entities/request-additions.ts'
import { chooseSampler, type PipelineKind, type SamplerChoice } from '../samplers/index.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { turn } from './abort.ts'
import { createAttentionMean } from './step/attention-mean.ts'
import { encodeConditioning, wordsOfPrompt } from './conditioning.ts'
import { createControls } from './step/control.ts'
import { secondRequest, textToImageTwice } from './hires.ts'
import { imageToImage } from './image-to-image.ts'
import { inpaint } from './inpaint.ts'
import type { PictureRun, PipelineRun } from './pipeline-run.ts'
import { previewOf } from './progress/preview.ts'
import type { PromptEncoder } from './prompt-encoder.ts'
import type { Reporter } from './progress/reporter.ts'
import type { Stopwatch } from './progress/stopwatch.ts'
import { textToImage } from './text-to-image.ts'

/** What a checked request is run with. */
export interface RunTools {
  readonly model: DiffusionModel
  readonly prompts: PromptEncoder
  readonly sampler: SamplerChoice
  /** How the model's pipeline treats its scheduler's config, for the sampler of a second pass. */
  readonly pipeline: PipelineKind
  readonly stopwatch: Stopwatch
  readonly reporter: Reporter
  readonly options: RunOptions
  /** Twice the sides by the upscaler in this file. */
  readonly double: (file: string | null, pixels: Tensor) => Promise<Tensor>
}

/** Runs the pipeline that the request's pictures call for, and returns the pictures in the order of their seeds. */
export async function runRequest(request: EngineRequest, tools: RunTools): Promise<EnginePicture[]> {
  const done: EnginePicture[] = []
  const finished = (picture: EnginePicture): void => {
    done.push(picture)
    tools.options.onPicture?.(picture)
  }
  const run = createRun(request, tools, finished)
  tools.stopwatch.enter('encode')
  tools.reporter.stage('encode', 0)
  await run.pause()
  if (request.hires !== null) await runTwice(run, request.hires, tools, finished)
  else if (request.init === null) await textToImage(run)
  else if (request.mask === null) await imageToImage(run, request.init)
  else await inpaint(run, request.init, request.mask)
  return done
}

async function runTwice(
  first: PipelineRun,
  pass: HiresPass,
  tools: RunTools,
  finished: Finished,
): Promise<void> {
  const request = secondRequest(first.request, pass, tools.model.autoencoder.scale)
  const sampler = chooseSampler(tools.model.scheduler, { ...request, pipeline: tools.pipeline })
  await textToImageTwice(first, createRun(request, { ...tools, sampler }, finished), pass)
}

type Finished = (picture: EnginePicture) => void

function createRun(request: EngineRequest, tools: RunTools, finished: Finished): PipelineRun {
  const { model, prompts, options } = tools
  const { scale, latentChannels } = model.autoencoder
  const [rows, columns] = [request.height / scale, request.width / scale]
  return {
    model,
    request,
    latentShape: [1, latentChannels, rows, columns],
    encodePrompts: () => encodeConditioning(request, model, prompts, [rows, columns]),
    controls: createControls(request, model),
    pictures: Array.from({ length: request.count }, (_, index) =>
      createPicture(request, index, tools, finished),
    ),
    double: (pixels) => tools.double(request.upscaler, pixels),
    pause: () => turn(options.signal),
  }
}

function createPicture(
  request: EngineRequest,
  index: number,
  { model, prompts, sampler, stopwatch, reporter }: RunTools,
  finished: Finished,
): PictureRun {
  const seed = request.seed + index
  const attention = request.attention ? createAttentionMean() : null
  return {
    seed,
    noise: createNoise(request.noise, seed),
    sampler: sampler.create(),
    attention,
    denoising: () => stopwatch.enter('denoise'),
    stepped: (step, steps, seen) => reporter.step(index, step, steps, () => previewOf(seen(), model)),
    decoding() {
      stopwatch.enter('decode')
      reporter.stage('decode', index)
    },
    finished: (made) =>
      finished({ ...made, attention: attention && attention.finish(wordsOfPrompt(request, prompts)) }),
  }
}
