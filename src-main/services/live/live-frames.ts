import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { LiveAnswer } from '#shared/ipc/live.ts'
import type { MadePicture } from '../make-picture.ts'

interface Newest {
  readonly frame: number
  readonly made: MadePicture
}

type Make = (request: GenerationRequest, signal: AbortSignal) => Promise<MadePicture>

/** One picture at a time: the one before ends first, between two of its steps. */
export class LiveFrames {
  readonly #make: Make
  #newest: Newest | null = null
  #count = 0
  #current: AbortController | null = null
  #line: Promise<unknown> = Promise.resolve()

  constructor(make: Make) {
    this.#make = make
  }

  /** The last picture that was made; null before the first and after `stop`. */
  get newest(): Newest | null {
    return this.#newest
  }

  async make(request: GenerationRequest): Promise<LiveAnswer> {
    this.#current?.abort()
    const { signal } = (this.#current = new AbortController())
    const begun = performance.now()
    const running = this.#line.then(() => (signal.aborted ? null : this.#make(request, signal)))
    this.#line = running.catch(() => undefined)
    try {
      const made = await running
      if (made === null || signal.aborted) return { kind: 'superseded' }
      const frame = ++this.#count
      this.#newest = { frame, made }
      return { kind: 'frame', frame: { frame, milliseconds: performance.now() - begun } }
    } catch (thrown) {
      if (signal.aborted) return { kind: 'superseded' }
      throw thrown
    }
  }

  giveWay(): void {
    this.#current?.abort()
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#current?.abort()
    this.#newest = null
    await this.#line
  }
}
