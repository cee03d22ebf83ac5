import { ArrowDown, ArrowUp, CopyPlus, Plus, SquareDashed, Trash2 } from 'lucide-react'
import { activeLayer, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, removeLayer, reorderLayer } from '#shared/document/edits.ts'
import i18next from 'i18next'
import type { Feature, FeatureParts } from '../feature.ts'
import { LayersPanel } from './layers-panel.tsx'

export const layers: Feature = {
  id: 'layers',
  commands: (parts) => [...adding(parts), ...arranging(parts)],
  views: { side: LayersPanel },
}

function adding({ editor }: FeatureParts) {
  const active = () => activeLayer(editor.document())
  return [
    {
      id: 'layer.new',
      labelKey: 'command.new-layer',
      icon: Plus,
      keys: ['Mod+Shift+N'],
      run() {
        const name = i18next.t('layer.new-name', { number: editor.document().order.length + 1 })
        editor.edit('step.new-layer', addLayer(newLayer(editor.newId(), 'raster', name)))
      },
    },
    {
      id: 'layer.new-mask',
      labelKey: 'command.new-mask',
      icon: SquareDashed,
      run: () =>
        editor.edit(
          'step.new-layer',
          addLayer(newLayer(editor.newId(), 'mask', i18next.t('layer.mask-name'))),
        ),
    },
    {
      id: 'layer.duplicate',
      labelKey: 'command.duplicate-layer',
      icon: CopyPlus,
      keys: ['Mod+J'],
      enabled: () => active() !== null,
      run() {
        const layer = active()
        if (!layer) return
        const name = i18next.t('layer.copy-name', { name: layer.name })
        editor.edit('step.duplicate-layer', addLayer({ ...layer, id: editor.newId(), name }))
      },
    },
  ]
}

function arranging({ editor }: FeatureParts) {
  const active = () => activeLayer(editor.document())
  const shift = (by: number) => {
    const layer = active()
    if (!layer) return
    editor.edit('step.order', (document) =>
      reorderLayer(layer.id, document.order.indexOf(layer.id) + by)(document),
    )
  }
  return [
    {
      id: 'layer.up',
      labelKey: 'command.layer-up',
      icon: ArrowUp,
      keys: ['Mod+]'],
      enabled: () => active() !== null && active()?.id !== editor.document().order.at(-1),
      run: () => shift(1),
    },
    {
      id: 'layer.down',
      labelKey: 'command.layer-down',
      icon: ArrowDown,
      keys: ['Mod+['],
      enabled: () => active() !== null && active()?.id !== editor.document().order[0],
      run: () => shift(-1),
    },
    {
      id: 'layer.delete',
      labelKey: 'command.delete-layer',
      icon: Trash2,
      keys: ['Delete'],
      enabled: () => active() !== null,
      run() {
        const layer = active()
        if (layer) editor.edit('step.delete-layer', removeLayer(layer.id))
      },
    },
  ]
}
