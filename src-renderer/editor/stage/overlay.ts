import Konva from 'konva'
import type { Editor } from '../editor.ts'
import type { Tool } from '../tools/tool.ts'
import { type Ants, createAnts } from './overlay/ants.ts'
import { createBoxFrame } from './overlay/box-frame.ts'
import type { OverlayColours, OverlayPart } from './overlay/part.ts'
import { createPointerBadge } from './overlay/pointer-badge.ts'
import { createShade } from './overlay/shade.ts'
import { createSketchLines } from './overlay/sketch-lines.ts'
import { createTipCursor } from './overlay/tip-cursor.ts'

/** How often the ants take a step. */
const stepMs = 110

/**
 * Everything over the pixels, from the bottom: shade, box, selection, what the tool draws, cursor. One more thing is
 * one more part. It is pushed to and never read: where a handle is, pure code in `box-handles.ts` knows.
 */
export class Overlay {
  readonly #stage: Konva.Stage
  readonly #guides: readonly OverlayPart[]
  readonly #ants: Ants = createAnts()
  readonly #hand: readonly OverlayPart[]
  readonly #layers = {
    guides: new Konva.Layer({ listening: false }),
    ants: new Konva.Layer({ listening: false }),
    hand: new Konva.Layer({ listening: false }),
  }
  readonly #march: ReturnType<typeof setInterval>

  constructor(container: HTMLDivElement, colours: OverlayColours) {
    this.#stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
    this.#guides = [createShade(colours), createBoxFrame(colours)]
    this.#hand = [createSketchLines(colours), createTipCursor(), createPointerBadge()]
    this.#layers.guides.add(...this.#guides.flatMap(({ shapes }) => shapes))
    this.#layers.ants.add(...this.#ants.shapes)
    this.#layers.hand.add(...this.#hand.flatMap(({ shapes }) => shapes))
    this.#stage.add(this.#layers.guides, this.#layers.ants, this.#layers.hand)
    this.#march = setInterval(() => this.#step(), stepMs)
  }

  /** Takes the colours of another theme. */
  recolour(colours: OverlayColours): void {
    for (const part of [...this.#guides, ...this.#hand]) part.recolour?.(colours)
  }

  resize(width: number, height: number): void {
    this.#stage.size({ width, height })
  }

  draw(editor: Editor, tool: Tool): void {
    for (const part of [...this.#guides, this.#ants]) part.draw(editor, tool)
    this.#layers.guides.batchDraw()
    // A canvas of the whole view costs time in every frame, also an empty one.
    this.#layers.ants.visible(this.#ants.shown)
    this.#layers.ants.batchDraw()
  }

  /** What is at the pointer, and what the tool in hand draws. */
  drawCursor(editor: Editor, tool: Tool): void {
    for (const part of this.#hand) part.draw(editor, tool)
    this.#layers.hand.batchDraw()
  }

  destroy(): void {
    clearInterval(this.#march)
    this.#stage.destroy()
  }

  /** Those who want no motion see the ants stand still. */
  #step(): void {
    if (!this.#ants.shown || document.hidden) return
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    this.#ants.march()
    this.#layers.ants.batchDraw()
  }
}
