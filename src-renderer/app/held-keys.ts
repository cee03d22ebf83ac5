import type { Command } from '#ui/commands/command.ts'

type Hold = NonNullable<Command['hold']>

/** Keys that are down and mean something as long as they are, by their place on the keyboard. */
export class HeldKeys {
  readonly #down = new Map<string, { readonly hold: Hold; readonly since: number; readonly heard: number }>()
  readonly #clock: () => number

  /** `clock` in milliseconds. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock
  }

  /** `now` in milliseconds, as events have it. A key that is down already repeats, which means nothing. */
  press(code: string, hold: Hold, now: number): void {
    if (this.#down.has(code)) return
    hold.press()
    this.#down.set(code, { hold, since: now, heard: this.#clock() })
  }

  release(code: string, now: number): void {
    const held = this.#down.get(code)
    if (!held) return
    this.#down.delete(code)
    // A window that was busy hears keys late; that must not make a long press of a tap.
    held.hold.release(Math.min(now - held.since, now === Infinity ? now : this.#clock() - held.heard))
  }

  /** The window lost the keyboard: nobody will hear the keys come up, so what was borrowed goes back. */
  releaseAll(): void {
    for (const code of [...this.#down.keys()]) this.release(code, Infinity)
  }
}
