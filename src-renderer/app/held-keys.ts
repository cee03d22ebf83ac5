import type { Command } from '#ui/command.ts'

type Hold = NonNullable<Command['hold']>

/** Keys that are down and mean something as long as they are, by their place on the keyboard. */
export class HeldKeys {
  readonly #down = new Map<string, { readonly hold: Hold; readonly since: number }>()

  /** `now` in milliseconds, as events have it. A key that is down already repeats, which means nothing. */
  press(code: string, hold: Hold, now: number): void {
    if (this.#down.has(code)) return
    this.#down.set(code, { hold, since: now })
    hold.press()
  }

  release(code: string, now: number): void {
    const held = this.#down.get(code)
    if (!held) return
    this.#down.delete(code)
    held.hold.release(now - held.since)
  }

  /** The window lost the keyboard: nobody will hear the keys come up, so what was borrowed goes back. */
  releaseAll(): void {
    for (const code of [...this.#down.keys()]) this.release(code, Infinity)
  }
}
