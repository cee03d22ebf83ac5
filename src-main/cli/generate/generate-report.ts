import type { MadePicture } from '#services/make-picture.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { AppError } from '#shared/errors.ts'

export interface ReportedPicture {
  readonly path: string
  readonly latentsPath: string | null
  readonly attentionPath: string | null
  readonly fileSha256: string
  readonly made: MadePicture
}

/**
 * The document that `generate --json` prints. `sha256` names the pixels, so the same request gives the same value;
 * `fileSha256` names the file, whose record holds times and so differs.
 */
export function generateReport(
  request: GenerationRequest,
  pictures: readonly ReportedPicture[],
  error: AppError | null,
) {
  const first = pictures[0]?.made.record
  return {
    request,
    task: first?.task ?? null,
    model: first?.model ?? null,
    sampler: first?.samplerUsed ?? null,
    device: first?.device ?? null,
    versions: first?.versions ?? null,
    promptSent: first?.promptSent ?? null,
    negativePromptSent: first?.negativePromptSent ?? null,
    regionPromptsSent: first?.regionPromptsSent ?? [],
    images: pictures.map(imageOf),
    error,
  }
}

function imageOf({ path, latentsPath, attentionPath, fileSha256, made }: ReportedPicture) {
  const { record, pixelsSha256, width, height } = made
  const { loadMs, encodeMs, denoiseMs, decodeMs, sessionRunMs } = record.timings
  return {
    path,
    seed: record.request.seed,
    sha256: pixelsSha256,
    fileSha256,
    width,
    height,
    latents: latentsPath,
    attention: attentionPath === null ? null : { path: attentionPath, words: made.attention?.words ?? [] },
    milliseconds: {
      load: loadMs,
      encode: encodeMs,
      denoise: denoiseMs,
      decode: decodeMs,
      sessionRun: sessionRunMs,
    },
    energy: record.energy,
  }
}
