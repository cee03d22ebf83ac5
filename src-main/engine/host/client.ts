import { VersoError } from '#shared/errors.ts'
import type {
  Engine,
  EnginePicture,
  EngineRequest,
  EngineResult,
  RgbPicture,
  RunOptions,
  UpscaleRequest,
} from '../engine.ts'
import { cancelled } from '../pipelines/abort.ts'
import { connect, type Connection } from './connection.ts'
import type { EngineTransport } from './transport.ts'

export interface EngineClient extends Engine {
  /**
   * Ends the process at once, even inside a step; what is under way rejects with an `AbortError`. The next call
   * starts a new process. Resolves when the process is gone.
   */
  kill(): Promise<void>
  /** Hears of each end of the process that nobody asked for. Returns what stops the listening. */
  onCrash(listener: (how: string) => void): () => void
}

/**
 * An engine in a process of its own, which is started at the first call and again at the first call after it ended.
 * When it dies by itself, what was under way rejects with `engine-crashed`.
 */
export function createEngineClient({ spawn }: { spawn: () => EngineTransport }): EngineClient {
  const crashListeners = new Set<(how: string) => void>()
  let current: Connection | null = null
  const connection = (): Connection => {
    if (current !== null && !current.hasEnded()) return current
    current = connect(spawn(), (how) => crashListeners.forEach((listener) => listener(how)))
    return current
  }
  const kill = async (): Promise<void> => {
    const ending = current
    current = null
    await ending?.kill()
  }
  return {
    run: (request, options = {}) => run(connection, request, options),
    upscale: (request, options = {}) => upscale(connection, request, options),
    async describe(modelPath) {
      return (await connection().call((id) => ({ kind: 'describe', id, modelPath }), 'card')).card
    },
    async describePicture(request) {
      const build = (id: number) => ({ kind: 'describe-picture', id, request: { ...request } }) as const
      return (await connection().call(build, 'description')).description
    },
    async embed(request) {
      const build = (id: number) => ({ kind: 'embed', id, request: { ...request } }) as const
      return (await connection().call(build, 'vectors')).vectors
    },
    async devices() {
      return (await connection().call((id) => ({ kind: 'devices', id }), 'devices')).devices
    },
    // Ending the process frees everything and spares the runtime's teardown, which has crashed on some systems.
    dispose: kill,
    kill,
    onCrash(listener) {
      crashListeners.add(listener)
      return () => crashListeners.delete(listener)
    },
  }
}

async function run(
  connection: () => Connection,
  request: EngineRequest,
  { signal, onProgress, onPicture }: RunOptions,
): Promise<EngineResult> {
  if (signal?.aborted === true) throw cancelled()
  const pictures: EnginePicture[] = []
  const { call, cancel } = connection()
  let id = 0
  const abort = (): void => cancel(id)
  signal?.addEventListener('abort', abort)
  try {
    const { result } = await call(
      (given) => {
        id = given
        return { kind: 'run', id, request: { ...request } }
      },
      'result',
      (message) => {
        if (message.kind === 'progress') onProgress?.(message.progress)
        if (message.kind !== 'picture') return
        pictures.push(message.picture)
        onPicture?.(message.picture)
      },
    )
    if (pictures.length !== request.count) throw incomplete(pictures.length, request.count)
    return { ...result, pictures }
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

async function upscale(
  connection: () => Connection,
  request: UpscaleRequest,
  { signal }: Pick<RunOptions, 'signal'>,
): Promise<RgbPicture> {
  if (signal?.aborted === true) throw cancelled()
  const { call, cancel } = connection()
  let id = 0
  const abort = (): void => cancel(id)
  signal?.addEventListener('abort', abort)
  try {
    const build = (given: number) => ({ kind: 'upscale', id: (id = given), request: { ...request } }) as const
    return (await call(build, 'upscaled')).picture
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

function incomplete(made: number, wanted: number): VersoError {
  return new VersoError('engine-failed', `The engine ended with ${made} of ${wanted} pictures. Try again.`)
}
