import type { EnginePicture, EngineRequest, EngineResult, RunOptions } from './engine.ts'
import { NotFinite } from './pipelines/step/not-finite.ts'

type Run = (request: EngineRequest, options: RunOptions) => Promise<EngineResult>

/**
 * Runs a request, and once more in float32 what was left of it when a lower precision gave numbers that are not finite.
 * Pictures that were finished before are kept.
 */
export async function orInFullPrecision(
  run: Run,
  request: EngineRequest,
  options: RunOptions,
): Promise<EngineResult> {
  const finished: EnginePicture[] = []
  const onPicture = (picture: EnginePicture): void => {
    finished.push(picture)
    options.onPicture?.(picture)
  }
  try {
    return await run(request, { ...options, onPicture })
  } catch (error) {
    const isLower = request.precision === 'int8' || request.precision === 'fp16'
    if (!(error instanceof NotFinite) || !isLower) throw error
    const done = finished.length
    const rest = { ...request, seed: request.seed + done, count: request.count - done }
    const result = await run({ ...rest, precision: 'fp32' }, shifted(options, done, request.count))
    return { ...result, pictures: [...finished, ...result.pictures] }
  }
}

/** Progress counts all pictures of the request, not those of the second try. */
function shifted(options: RunOptions, done: number, pictures: number): RunOptions {
  const { onProgress } = options
  if (onProgress === undefined) return options
  return {
    ...options,
    onProgress: (progress) => onProgress({ ...progress, picture: progress.picture + done, pictures }),
  }
}
