import { z } from 'zod'
import { BlendMode } from '../blend-mode.ts'

const share = z.number().min(0).max(1)

/** A brush as it lies in `assets/brushes`. */
export const BrushPreset = z.strictObject({
  name: z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) }),
  tool: z.enum(['brush', 'eraser']),
  order: z.number(),
  tip: z
    .strictObject({
      size: z.number().min(1).max(500),
      hardness: share,
      opacity: share,
      flow: share,
      spacing: z.number().min(0.02).max(1),
      smoothing: share,
      roundness: z.number().min(0.1).max(1),
      angle: z.number().min(-90).max(90),
      grain: share,
      pressureSize: z.boolean(),
      pressureOpacity: z.boolean(),
      pressureFlow: z.boolean(),
      tilt: z.boolean(),
      blend: BlendMode,
    })
    .partial(),
})
export type BrushPreset = z.infer<typeof BrushPreset>
