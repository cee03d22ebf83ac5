import type { EngineProgress, RgbPicture } from '#engine/engine.ts'
import { picturesOfJob } from '#library/tables/generations.ts'
import type { Job, JobProgress } from '#shared/entities/job.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { resolveFiles } from './models.ts'
import { makePicture, type PictureTools, type SourcePictures } from './make-picture.ts'
import { settleRequest, type PromptFiles } from './prompts/settle-request.ts'
import type { JobControl } from './queue/queue.ts'
import type { Store } from './store.ts'

export interface JobWorkOptions {
  readonly store: Store
  readonly tools: PictureTools
  readonly resolveModel: (name: string) => Promise<string>
  readonly prompts: PromptFiles
  /** Hears each picture once it is in the library. */
  readonly kept: (sha256: string) => void
  readonly preview: (jobId: string, picture: RgbPicture) => void
}

/**
 * Makes the pictures of a job that are still missing, each kept as soon as it is made: after a crash, a full disk or
 * a cancel, what was made stays, and a retry goes on from there.
 */
export function jobWork(options: JobWorkOptions): (job: Job, control: JobControl) => Promise<void> {
  const { store, tools } = options
  return async (job, control) => {
    const { request } = job
    const made = new Set(picturesOfJob(store.library.db, job.id).map((picture) => picture.index))
    const sources = await loadSources(store, request)
    let previewNumber = 0
    for (let index = 0; index < request.count; index++) {
      if (made.has(index)) continue
      control.signal.throwIfAborted()
      const progress = progressOf(index, request.count)
      const settled = await settleRequest(request, index, options.prompts)
      const picture = await makePicture(tools, {
        request: settled,
        files: await resolveFiles(settled, options.resolveModel),
        sources,
        signal: control.signal,
        onProgress: (engine) => {
          if (engine.preview !== null) {
            previewNumber += 1
            options.preview(job.id, engine.preview)
          }
          control.report(progress(engine, previewNumber))
        },
      })
      control.report({ ...progress(stored(request.steps), previewNumber), stage: 'store' })
      const asset = await store.keepMade(picture, { jobId: job.id, index })
      options.kept(asset.sha256)
    }
  }
}

async function loadSources(store: Store, request: GenerationRequest): Promise<SourcePictures> {
  const { init, mask } = request
  return {
    init: init === null ? null : await store.pixelsOf(init),
    mask: mask === null ? null : await store.pixelsOf(mask),
    controls: await Promise.all(request.controls.map(({ image }) => store.pixelsOf(image))),
    regions: await Promise.all(request.regions.map((region) => store.pixelsOf(region.mask))),
  }
}

type Steps = Pick<EngineProgress, 'step' | 'steps' | 'secondsLeft' | 'stage'>

function stored(steps: number): Steps {
  return { stage: 'decode', step: steps, steps, secondsLeft: null }
}

/** The engine makes one picture and knows of no other: here its progress becomes the batch's. */
function progressOf(index: number, pictures: number): (engine: Steps, previewNumber: number) => JobProgress {
  const begun = performance.now()
  return ({ stage, step, steps, secondsLeft }, previewNumber) => {
    const perPicture = (performance.now() - begun) / 1000 + (secondsLeft ?? 0)
    const left = secondsLeft === null ? null : secondsLeft + (pictures - 1 - index) * perPicture
    return { picture: index, pictures, stage, step, steps, secondsLeft: left, previewNumber }
  }
}
