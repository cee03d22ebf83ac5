import { type BlendMode, blendModes } from '#shared/entities/blend-mode.ts'

/** OpenRaster's names are SVG's; it has none for exclusion. */
export function toOraBlend(blend: BlendMode): string | null {
  if (blend === 'normal') return 'svg:src-over'
  return blend === 'exclusion' ? null : `svg:${blend}`
}

export function fromOraBlend(name: string | undefined): BlendMode | null {
  if (name === undefined || name === 'svg:src-over') return 'normal'
  return blendModes.find((mode) => `svg:${mode}` === name) ?? null
}
