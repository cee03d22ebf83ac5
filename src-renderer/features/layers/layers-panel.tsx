import { Blend } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activeLayer } from '#shared/document/canvas-document.ts'
import { changeLayers } from '#shared/document/edits.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { useCommands } from '#ui/commands/command.ts'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { FloatingMenu } from '#ui/commands/floating-menu.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Panel } from '#ui/panel.tsx'
import { Slider } from '#ui/slider.tsx'
import { BlendSelect } from './blend-select.tsx'
import { chosenIds, chosenLayers, refuseLocked } from './commands/chosen.ts'
import { LayerTree } from './layer-tree.tsx'
import { ThumbnailContext, createThumbnailCache } from './thumbnail/thumbnail-cache.ts'

const actions = ['layer.new', 'layer.new-group', 'layer.new-mask', 'layer.new-region']
const arranging = ['layer.up', 'layer.down', 'layer.duplicate', 'layer.delete']

/** How the chosen layers are laid over the others, all layers, and what can be done with them. */
export function LayersPanel() {
  const { t } = useTranslation()
  const empty = useDocument(({ order }) => order.length === 0)
  const [thumbnails] = useState(createThumbnailCache)
  return (
    <Panel title={t('panel.layers')}>
      {empty ? <p className="empty">{t('layer.none')}</p> : <Laying />}
      <ThumbnailContext value={thumbnails}>
        <LayerTree />
      </ThumbnailContext>
      <div className="layer-actions" role="toolbar" aria-label={t('layer.actions')}>
        {actions.map((id) => (
          <CommandButton key={id} id={id} />
        ))}
        <NewAdjustment />
        <span className="spacer" />
        {arranging.map((id) => (
          <CommandButton key={id} id={id} />
        ))}
      </div>
    </Panel>
  )
}

/** Blend mode and opacity of what is chosen. */
function Laying() {
  const { t } = useTranslation()
  const editor = useEditor()
  const active = useDocument(activeLayer)
  if (!active) return null
  const covers = active.kind === 'mask' || active.kind === 'region'
  const start = () => {
    const held = chosenLayers(editor).filter(({ locked }) => locked)
    // Says so; there is nothing else to do then.
    if (held.length === chosenIds(editor).length) refuseLocked(editor, chosenIds(editor))
    editor.begin()
  }
  return (
    <div className="layer-laying">
      <div className="field">
        <span className="field-label" aria-hidden>
          {t('layer.blend')}
        </span>
        <BlendSelect value={active.blend} disabled={covers || active.locked} />
      </div>
      <Slider
        label={t('layer.opacity')}
        unit="%"
        min={0}
        max={100}
        value={Math.round(active.opacity * 100)}
        onStart={start}
        onChange={(percent) => {
          const free = chosenLayers(editor).filter(({ locked }) => !locked)
          const ids = free.map(({ id }) => id)
          editor.update(changeLayers(ids, { opacity: percent / 100 }))
        }}
        onEnd={() => editor.commit('step.opacity')}
      />
    </div>
  )
}

/** The adjustments to choose from, as a menu. */
function NewAdjustment() {
  const { t } = useTranslation()
  const { commands } = useCommands()
  const frame = useRef<HTMLSpanElement>(null)
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  const kinds = commands.filter(({ id }) => id.startsWith('adjustment.new-'))
  if (kinds.length === 0) return null
  const open = () => {
    const box = frame.current?.getBoundingClientRect()
    if (box) setAt({ x: box.left, y: box.bottom + 4 })
  }
  return (
    <span ref={frame} className="layer-adjust">
      <IconButton icon={Blend} label={t('layer.new-adjustment')} onClick={open} />
      {at && (
        <FloatingMenu
          label={t('layer.new-adjustment')}
          at={at}
          groups={[kinds]}
          onClose={() => setAt(null)}
        />
      )}
    </span>
  )
}
