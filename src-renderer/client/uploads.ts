import type { Bridge } from '#shared/ipc/bridge.ts'
import type { PixelUpload } from '#shared/ipc/pixel-upload.ts'
import type { Asset } from '#shared/entities/asset.ts'
import { toAppError } from '#shared/errors.ts'
import { type Result, err } from '#shared/result.ts'

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** Stores pixels or a picture file's bytes in the library. The buffer is transferred and empty afterwards. */
export type Upload = (message: Unnumbered<PixelUpload>) => Promise<Result<Asset>>

export function createUpload(bridge: Bridge): Upload {
  const counter = { next: 1 }
  return async (message) => {
    try {
      const reply = await bridge.upload({ ...message, id: counter.next++ })
      return reply.result
    } catch (thrown) {
      return err(toAppError(thrown))
    }
  }
}
