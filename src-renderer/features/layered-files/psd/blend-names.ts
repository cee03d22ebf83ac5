import type { BlendMode as PsdBlendMode } from 'ag-psd'
import { type BlendMode, blendModes } from '#shared/entities/blend-mode.ts'

/** Photoshop writes the same names with spaces. */
export function toPsdBlend(blend: BlendMode): PsdBlendMode {
  return blend.replace('-', ' ') as PsdBlendMode
}

/** Null for a mode that Verso doesn't have. A group that is passed through counts as normal. */
export function fromPsdBlend(name: PsdBlendMode | undefined): BlendMode | null {
  if (name === undefined || name === 'pass through') return 'normal'
  const blend = name.replace(' ', '-')
  return blendModes.find((mode) => mode === blend) ?? null
}
