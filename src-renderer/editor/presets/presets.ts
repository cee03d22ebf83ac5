import { type Tip, defaultTip } from '../session.ts'
import { BrushPreset } from '#shared/entities/painting/brush-preset.ts'

const files = import.meta.glob<unknown>('../../../assets/brushes/*.json', { eager: true, import: 'default' })

export interface Preset {
  readonly id: string
  readonly name: BrushPreset['name']
  readonly tool: BrushPreset['tool']
  readonly tip: Tip
}

/** The brushes that Verso brings along, in their order. */
export const presets: readonly Preset[] = Object.entries(files)
  .map(([path, file]) => ({ path, ...BrushPreset.parse(file) }))
  .toSorted((a, b) => a.order - b.order)
  .map(({ path, name, tool, tip }) => ({
    id: (path.split('/').at(-1) ?? path).replace('.json', ''),
    name,
    tool,
    tip: { ...defaultTip, ...withoutGaps(tip) },
  }))

function withoutGaps(tip: BrushPreset['tip']): Partial<Tip> {
  return Object.fromEntries(Object.entries(tip).filter(([, value]) => value !== undefined))
}
