import type { AdjustmentLayer } from 'ag-psd'
import { Adjustment, type Curve } from '#shared/entities/adjustment.ts'

const straight: Curve = [
  { x: 0, y: 0 },
  { x: 255, y: 255 },
]

/** An adjustment as Photoshop keeps it; null for one that it has no layer for (blur). */
export function toPsdAdjustment(adjustment: Adjustment): AdjustmentLayer | null {
  switch (adjustment.kind) {
    case 'levels': {
      const { inBlack, inWhite, gamma, outBlack, outWhite } = adjustment
      const rgb = {
        ...{ shadowInput: Math.round(inBlack), highlightInput: Math.round(inWhite), midtoneInput: gamma },
        ...{ shadowOutput: Math.round(outBlack), highlightOutput: Math.round(outWhite) },
      }
      return { type: 'levels', rgb }
    }
    case 'curves': {
      const { all, red, green, blue } = adjustment
      return {
        type: 'curves',
        ...{ rgb: toPoints(all), red: toPoints(red), green: toPoints(green), blue: toPoints(blue) },
      }
    }
    case 'hue-saturation': {
      const { hue, saturation, lightness } = adjustment
      const range = { a: 0, b: 0, c: 0, d: 0 }
      const master = { ...range, ...rounded({ hue, saturation, lightness }) }
      return { type: 'hue/saturation', master }
    }
    case 'blur':
      return null
  }
}

/** An adjustment that Verso has too, or null. Parts for single colours are left out, and `whole` says so. */
export function fromPsdAdjustment(
  layer: AdjustmentLayer,
): { readonly adjustment: Adjustment; readonly whole: boolean } | null {
  switch (layer.type) {
    case 'levels': {
      const { shadowInput = 0, highlightInput = 255, midtoneInput = 1 } = layer.rgb ?? {}
      const { shadowOutput = 0, highlightOutput = 255 } = layer.rgb ?? {}
      const found = {
        ...{ kind: 'levels', inBlack: shadowInput, inWhite: highlightInput, gamma: midtoneInput },
        ...{ outBlack: shadowOutput, outWhite: highlightOutput },
      }
      return checked(found, !layer.red && !layer.green && !layer.blue)
    }
    case 'curves': {
      const [all, red, green, blue] = [layer.rgb, layer.red, layer.green, layer.blue].map(fromPoints)
      return checked({ kind: 'curves', all, red, green, blue }, true)
    }
    case 'hue/saturation': {
      const { hue = 0, saturation = 0, lightness = 0 } = layer.master ?? {}
      return checked({ kind: 'hue-saturation', hue, saturation, lightness }, true)
    }
    default:
      return null
  }
}

function checked(found: object, whole: boolean) {
  const parsed = Adjustment.safeParse(found)
  return parsed.success ? { adjustment: parsed.data, whole } : null
}

function toPoints(curve: Curve) {
  return curve.map(({ x, y }) => ({ input: Math.round(x), output: Math.round(y) }))
}

function fromPoints(points: { input: number; output: number }[] | undefined): Curve {
  if (!points || points.length < 2) return straight
  return points.map(({ input, output }) => ({ x: input, y: output })).sort((a, b) => a.x - b.x)
}

function rounded<T extends Record<string, number>>(values: T): T {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Math.round(value)])) as T
}
