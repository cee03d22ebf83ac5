import type { ReadableDb } from '#library/handles.ts'
import { findAsset } from '#library/tables/assets.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { settleRequest, type PromptFiles } from './settle-request.ts'

/** Says what of a request is not there, before it waits in the queue: pictures, wildcard files, LoRAs in tags. */
export function requestCheck(
  db: ReadableDb,
  files: PromptFiles,
): (request: GenerationRequest) => Promise<void> {
  return async (request) => {
    for (const sha256 of [request.init, request.mask]) {
      if (sha256 === null || findAsset(db, sha256) !== null) continue
      const reason = `The picture ${sha256} is not in the library. Choose it again from its file.`
      throw new VersoError('not-found', reason, { subject: sha256 })
    }
    for (let index = 0; index < request.count; index++) await settleRequest(request, index, files)
  }
}
