import { VersoError, type AppError } from '#shared/errors.ts'
import { cancelled } from '../pipelines/abort.ts'
import { FromEngine, type ToEngine } from './protocol.ts'
import type { EngineTransport } from './transport.ts'

type Answer<K extends FromEngine['kind']> = Extract<FromEngine, { kind: K }>

/** One engine process from its start to its end, and the calls that it has not answered yet. */
export interface Connection {
  /** Sends a call; resolves with its answer of kind `last`, while `each` hears what comes before. */
  readonly call: <K extends FromEngine['kind']>(
    message: (id: number) => ToEngine,
    last: K,
    each?: (message: FromEngine) => void,
  ) => Promise<Answer<K>>
  readonly cancel: (id: number) => void
  readonly hasEnded: () => boolean
  /** Ends the process; resolves when it is gone. */
  readonly kill: () => Promise<void>
}

interface Pending {
  readonly hear: (message: FromEngine) => void
  readonly reject: (error: Error) => void
}

export function connect(transport: EngineTransport, crashed: (how: string) => void): Connection {
  const pending = new Map<number, Pending>()
  let [lastId, isKilled, isOver] = [0, false, false]
  const ended = new Promise<void>((resolve) => {
    transport.onExit((how) => {
      isOver = true
      for (const { reject } of pending.values()) reject(isKilled ? cancelled() : crash(how))
      pending.clear()
      if (!isKilled) crashed(how)
      resolve()
    })
  })
  transport.onMessage((raw) => {
    const message = FromEngine.safeParse(raw)
    if (message.success) pending.get(message.data.id)?.hear(message.data)
    else failAll(pending, message.error.message)
  })
  return {
    hasEnded: () => isOver,
    cancel: (id) => transport.post({ kind: 'cancel', id } satisfies ToEngine),
    kill() {
      isKilled = true
      if (!isOver) transport.kill()
      return ended
    },
    call(build, last, each) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        pending.set(id, { hear: (message) => hear(message, { last, resolve, reject, each }), reject })
        transport.post(build(id))
      }).finally(() => pending.delete(id)) as Promise<Answer<typeof last>>
    },
  }
}

interface Hearing {
  readonly last: FromEngine['kind']
  readonly resolve: (message: FromEngine) => void
  readonly reject: (error: Error) => void
  readonly each: ((message: FromEngine) => void) | undefined
}

/** Settles the call with its last message or its error; a listener's own error rejects it too. */
function hear(message: FromEngine, { last, resolve, reject, each }: Hearing): void {
  if (message.kind === 'failed') reject(toError(message.error))
  else if (message.kind === last) resolve(message)
  else {
    try {
      each?.(message)
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)))
    }
  }
}

function toError({ code, message, subject }: AppError): Error {
  if (code === 'cancelled') return cancelled()
  return new VersoError(code, message, subject === undefined ? {} : { subject })
}

function crash(how: string): VersoError {
  const message = `The engine's process ended ${how} while it worked. Finished pictures are kept and nothing else is lost. Try again; if it happens again, choose a smaller size or the device "cpu".`
  return new VersoError('engine-crashed', message)
}

function failAll(pending: ReadonlyMap<number, Pending>, reason: string): void {
  const message = `The engine's process said something that is not of the protocol (${reason}). Restart Verso; if it stays, install it again.`
  for (const { reject } of pending.values()) reject(new VersoError('engine-failed', message))
}
