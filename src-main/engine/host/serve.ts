import { toAppError } from '#shared/errors.ts'
import type { Engine, EnginePicture } from '../engine.ts'
import { ToEngine, type FromEngine, type Made } from './protocol.ts'
import type { EnginePort } from './transport.ts'

/** Serves an engine to whoever holds the other end of the port. */
export function serveEngine(port: EnginePort, engine: Engine): void {
  const running = new Map<number, AbortController>()
  const post = (message: FromEngine): void => port.post(message)
  port.onMessage((raw) => {
    const parsed = ToEngine.safeParse(raw)
    if (!parsed.success) {
      refuse(raw, parsed.error.message, post)
      return
    }
    const message = parsed.data
    if (message.kind === 'cancel') {
      running.get(message.id)?.abort()
      return
    }
    const abort = new AbortController()
    running.set(message.id, abort)
    answer(engine, message, abort.signal, post)
      .catch((error: unknown) => post({ kind: 'failed', id: message.id, error: toAppError(error) }))
      .finally(() => running.delete(message.id))
  })
}

type Call = Exclude<ToEngine, { kind: 'cancel' }>

async function answer(
  engine: Engine,
  call: Call,
  signal: AbortSignal,
  post: (message: FromEngine) => void,
): Promise<void> {
  const { id } = call
  switch (call.kind) {
    case 'describe':
      return post({ kind: 'card', id, card: await engine.describe(call.modelPath) })
    case 'describe-picture':
      return post({ kind: 'description', id, description: await engine.describePicture(call.request) })
    case 'embed':
      return post({ kind: 'vectors', id, vectors: [...(await engine.embed(call.request))] })
    case 'devices':
      return post({ kind: 'devices', id, devices: [...(await engine.devices())] })
    case 'upscale':
      return post({ kind: 'upscaled', id, picture: await engine.upscale(call.request, { signal }) })
    case 'run': {
      const { pictures: _sent, ...result } = await engine.run(call.request, {
        signal,
        onProgress: (progress) => post({ kind: 'progress', id, progress }),
        onPicture: (picture) => post({ kind: 'picture', id, picture: toMade(picture) }),
      })
      return post({ kind: 'result', id, result: { ...result, versions: { ...result.versions } } })
    }
  }
}

function toMade({ seed, picture, latents, attention }: EnginePicture): Made {
  return {
    ...{ seed, picture, latents: { ...latents, shape: [...latents.shape] } },
    attention: attention && { ...attention, shape: [...attention.shape], words: [...attention.words] },
  }
}

/** A message that is not of the protocol is answered where it says which call it belongs to. */
function refuse(raw: unknown, reason: string, post: (message: FromEngine) => void): void {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : undefined
  if (typeof id !== 'number') return
  const message = `The engine was asked for something that it does not understand: ${reason}`
  post({ kind: 'failed', id, error: { code: 'bad-request', message } })
}
