import { emptyPixels } from '#shared/document/pixels.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import { type Rgb } from '../pixels/blend.ts'
import { colourInk } from '../pixels/ink.ts'
import { StrokeBuffer } from '../pixels/stroke-buffer.ts'
import { StrokePath } from '../pixels/stroke-path.ts'
import type { Tip } from '../session.ts'

/** A stroke of the tip as a wave that swells and fades, in width × height × 4 bytes; large tips are shown smaller. */
export function strokePreview(
  tip: Tip,
  width: number,
  height: number,
  colour: Rgb,
): Uint8ClampedArray<ArrayBuffer> {
  const area = { x: 0, y: 0, width, height }
  const shown = { ...tip, size: Math.min(tip.size, height * 0.6) }
  const buffer = new StrokeBuffer({
    ...{ pixels: emptyPixels(4), origin: { x: 0, y: 0 }, clip: area, selection: null },
    ...{ ink: colourInk(colour), opacity: tip.opacity, hardness: tip.hardness, grain: tip.grain },
  })
  const path = new StrokePath(shown, area, (dab) => buffer.add(dab))
  const steps = 40
  for (let i = 0; i <= steps; i++) {
    const share = i / steps
    const x = height * 0.4 + share * (width - height * 0.8)
    const y = height / 2 - Math.sin(share * 2 * Math.PI) * height * 0.18
    path.extend({ x, y, pressure: 0.15 + 0.85 * Math.sin(share * Math.PI), tiltX: 0, tiltY: 0 })
  }
  return readPixels(buffer.finish(), area)
}
