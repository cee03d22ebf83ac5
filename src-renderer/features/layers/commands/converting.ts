import { Brush, ScanLine, SquareDashed, SquareDashedMousePointer } from 'lucide-react'
import { sequence } from '#shared/document/edits.ts'
import {
  type CoverageSource,
  type PixelKind,
  convertLayer,
  hasPixels,
} from '#shared/document/layers/convert.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import { chosenLayers, editUnlocked } from './chosen.ts'

export function convertingCommands(editor: Editor): Command[] {
  const to = (kind: PixelKind, source?: CoverageSource) => {
    const ids = () =>
      chosenLayers(editor)
        .filter((layer) => hasPixels(layer) && layer.kind !== kind)
        .filter((layer) => source !== 'luminance' || layer.kind === 'raster')
        .map(({ id }) => id)
    return {
      enabled: () => ids().length > 0,
      run() {
        const colour = paintColour(editor.session.get().colour)
        const options = { colour, ...(source ? { source } : {}) }
        const edit = sequence(...ids().map((id) => convertLayer(id, kind, options)))
        editUnlocked(editor, ids(), 'step.convert', edit)
      },
    }
  }
  return [
    { id: 'layer.to-raster', labelKey: 'command.to-raster', icon: Brush, ...to('raster') },
    { id: 'layer.to-mask', labelKey: 'command.to-mask', icon: SquareDashed, ...to('mask') },
    {
      id: 'layer.to-mask-by-light',
      labelKey: 'command.to-mask-by-light',
      icon: ScanLine,
      ...to('mask', 'luminance'),
    },
    { id: 'layer.to-region', labelKey: 'command.to-region', icon: SquareDashedMousePointer, ...to('region') },
  ]
}

/** Red, green and blue of `#rrggbb`. */
function paintColour(colour: string): [number, number, number] {
  const at = (from: number) => Number.parseInt(colour.slice(from, from + 2), 16) || 0
  return [at(1), at(3), at(5)]
}
