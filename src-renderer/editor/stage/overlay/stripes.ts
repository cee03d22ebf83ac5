const side = 8

/** Slanted stripes of black and white: along any line they look like dashes, and they walk when they are shifted. */
export function createStripes(): CanvasPattern | null {
  const tile = new OffscreenCanvas(side, side)
  const context = tile.getContext('2d')
  if (!context) return null
  const image = context.createImageData(side, side)
  for (let at = 0; at < side * side; at++) {
    const light = ((at % side) + Math.floor(at / side)) % side < side / 2
    image.data.set(light ? [255, 255, 255, 255] : [16, 16, 18, 255], at * 4)
  }
  context.putImageData(image, 0, 0)
  return context.createPattern(tile, 'repeat')
}

/** Moves the stripes by `by` pixels; after eight they are where they were. */
export function shiftStripes(pattern: CanvasPattern, by: number): void {
  pattern.setTransform(new DOMMatrix().translateSelf(by % side, 0))
}
