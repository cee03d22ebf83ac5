import type { ToolPointer } from '../tools/tool.ts'

/**
 * Shift and Alt that were held when the gesture began said how it counts; they constrain it (square, from the
 * middle) once they have been let go and pressed again.
 */
export class Constraints {
  #shift: boolean
  #alt: boolean

  constructor({ shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>) {
    this.#shift = !shift
    this.#alt = !alt
  }

  read({ shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>): { square: boolean; centred: boolean } {
    if (!shift) this.#shift = true
    if (!alt) this.#alt = true
    return { square: shift && this.#shift, centred: alt && this.#alt }
  }
}
