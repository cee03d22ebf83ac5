import { z } from 'zod'

/** The blend modes of W3C Compositing and Blending Level 1, under the names that CSS gives them. */
export const blendModes = [
  'normal',
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'color-dodge',
  'color-burn',
  'hard-light',
  'soft-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const
export const BlendMode = z.enum(blendModes)
export type BlendMode = z.infer<typeof BlendMode>
