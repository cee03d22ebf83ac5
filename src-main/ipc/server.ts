import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { toAppError } from '#shared/errors.ts'
import {
  events,
  requests,
  type EventName,
  type EventPayload,
  type RequestInput,
  type RequestName,
  type RequestOutput,
} from '#shared/ipc/contract.ts'
import { err, ok, type Result } from '#shared/result.ts'

/** One function a request of the contract; a missing or mistyped one does not compile. */
export type Handlers = {
  readonly [K in RequestName]: (input: RequestInput<K>) => Promise<RequestOutput<K>> | RequestOutput<K>
}

/** Only the top frame of our own window may ask: its page is a file of ours (or the development server's). */
export interface TrustedSender {
  readonly webContents: WebContents
  readonly isTrustedUrl: (url: string) => boolean
}

/**
 * Serves every request of the contract: checks the sender, validates the input, calls the handler and turns what it
 * throws into an error value. Returns a function that stops serving.
 */
export function serveRequests(handlers: Handlers, sender: TrustedSender): () => void {
  const names = Object.keys(requests) as RequestName[]
  for (const name of names) {
    ipcMain.handle(name, (event, input: unknown) => answer(name, handlers, sender, event, input))
  }
  return () => {
    for (const name of names) ipcMain.removeHandler(name)
  }
}

async function answer<K extends RequestName>(
  name: K,
  handlers: Handlers,
  sender: TrustedSender,
  event: IpcMainInvokeEvent,
  input: unknown,
): Promise<Result<RequestOutput<K>>> {
  if (!isTrusted(event, sender)) {
    return err({ code: 'bad-request', message: `${name} was asked by a page that is not Verso's own.` })
  }
  const parsed = requests[name].input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') ?? ''
    return err({
      code: 'bad-request',
      message: `${name}: ${field} ${issue?.message ?? 'is invalid'}`,
      subject: field,
    })
  }
  try {
    return ok(await handlers[name](parsed.data as RequestInput<K>))
  } catch (thrown) {
    return err(toAppError(thrown))
  }
}

function isTrusted(event: IpcMainInvokeEvent, sender: TrustedSender): boolean {
  const frame = event.senderFrame
  return (
    event.sender === sender.webContents &&
    frame !== null &&
    frame === sender.webContents.mainFrame &&
    sender.isTrustedUrl(frame.url)
  )
}

/** Tells the window; the payload is checked too, so that a drift between the processes is found where it arises. */
export function sendEvent<K extends EventName>(target: WebContents, name: K, payload: EventPayload<K>): void {
  if (target.isDestroyed()) return
  target.send(name, events[name].parse(payload))
}
