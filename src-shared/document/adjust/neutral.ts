import type { Adjustment, AdjustmentKind } from '#shared/entities/adjustment.ts'
import { straightCurve } from './curve.ts'

/** An adjustment as it starts: one that changes nothing, but for the blur, which starts soft. */
export function neutralAdjustment(kind: AdjustmentKind): Adjustment {
  switch (kind) {
    case 'levels':
      return { kind, inBlack: 0, inWhite: 255, gamma: 1, outBlack: 0, outWhite: 255 }
    case 'curves':
      return { kind, all: straightCurve, red: straightCurve, green: straightCurve, blue: straightCurve }
    case 'hue-saturation':
      return { kind, hue: 0, saturation: 0, lightness: 0 }
    case 'blur':
      return { kind, radius: 8 }
  }
}
