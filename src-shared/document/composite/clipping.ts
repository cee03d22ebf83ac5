import type { Block } from './block.ts'

/**
 * What is clipped blends with its base's colours as though the base were opaque, and takes the base's alpha: soft
 * edges then look like the middle. Where the base is fully transparent nothing is left of either.
 */
export function makeOpaque({ bytes }: Block): void {
  for (let i = 3; i < bytes.length; i += 4) bytes[i] = 255
}

/** Gives `block` the alpha of `base`, which covers the same area. */
export function keepAlphaOf(base: Block, { bytes }: Block): void {
  for (let i = 3; i < bytes.length; i += 4) bytes[i] = base.bytes[i] ?? 0
}
