import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activeLayer, layersOf } from '#shared/document/canvas-document.ts'
import { changeLayer, reorderLayer } from '#shared/document/edits.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { CommandButton } from '#ui/command-button.tsx'
import { Panel } from '#ui/panel.tsx'
import { Slider } from '#ui/slider.tsx'
import { LayerRow } from './layer-row.tsx'

/** All layers, topmost first, and the opacity of the active one. */
export function LayersPanel() {
  const { t } = useTranslation()
  const editor = useEditor()
  const layers = useDocument(layersOf)
  const active = useDocument(activeLayer)
  const [dragged, setDragged] = useState<string | null>(null)
  const dropOn = (target: string) => {
    if (dragged && dragged !== target) {
      editor.edit('step.order', (document) => reorderLayer(dragged, document.order.indexOf(target))(document))
    }
    setDragged(null)
  }
  const actions = ['layer.new', 'layer.new-mask', 'layer.duplicate', 'layer.up', 'layer.down', 'layer.delete']
  return (
    <Panel title={t('panel.layers')}>
      {layers.length === 0 && <p className="empty">{t('layer.none')}</p>}
      <ul className="layers" aria-label={t('panel.layers')}>
        {layers.toReversed().map((layer) => (
          <LayerRow
            key={layer.id}
            layer={layer}
            active={layer.id === active?.id}
            onDrag={() => setDragged(layer.id)}
            onDrop={() => dropOn(layer.id)}
          />
        ))}
      </ul>
      {active && (
        <Slider
          label={t('layer.opacity')}
          unit="%"
          min={0}
          max={100}
          value={Math.round(active.opacity * 100)}
          onStart={() => editor.begin()}
          onChange={(percent) => editor.update(changeLayer(active.id, { opacity: percent / 100 }))}
          onEnd={() => editor.commit('step.opacity')}
        />
      )}
      <div className="layer-actions" role="toolbar" aria-label={t('layer.actions')}>
        {actions.map((id) => (
          <CommandButton key={id} id={id} />
        ))}
      </div>
    </Panel>
  )
}
