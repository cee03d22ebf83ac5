/** Waits for the next turn of the event loop, so that messages are heard, then throws if the run was cancelled. */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
  if (signal?.aborted === true) throw cancelled()
}

export function cancelled(): DOMException {
  return new DOMException('The generation was cancelled.', 'AbortError')
}
