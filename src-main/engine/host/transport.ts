/** A process that serves the engine, however it was started. */
export interface EngineTransport {
  /** Sends a value that structured clone can copy; to a process that has ended it does nothing. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Hears once how the process ended, as words that fit after "ended": "with code 1", "by SIGKILL". */
  onExit(listener: (how: string) => void): void
  /** Ends the process at once, in the midst of whatever it does. */
  kill(): void
}

/** The other end, inside the engine's process. */
export interface EnginePort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}
