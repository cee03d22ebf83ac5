import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { changeLayer, selectLayer } from '#shared/document/edits.ts'
import { useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { LayerThumbnail } from './layer-thumbnail.tsx'

interface LayerRowProps {
  layer: Layer
  active: boolean
  onDrag(): void
  onDrop(): void
}

/** One layer: eye, thumbnail, name. Double click or F2 renames it; dragging it sorts it. */
export function LayerRow({ layer, active, onDrag, onDrop }: LayerRowProps) {
  const { t } = useTranslation()
  const editor = useEditor()
  const [renaming, setRenaming] = useState(false)
  const rename = (name: string) => {
    setRenaming(false)
    if (name.trim()) editor.edit('step.rename', changeLayer(layer.id, { name: name.trim().slice(0, 200) }))
  }
  return (
    <li
      className={active ? 'layer active' : 'layer'}
      draggable={!renaming}
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <IconButton
        icon={layer.visible ? Eye : EyeOff}
        size="small"
        label={t(layer.visible ? 'layer.hide' : 'layer.show', { name: layer.name })}
        onClick={() => editor.edit('step.visibility', changeLayer(layer.id, { visible: !layer.visible }))}
      />
      {renaming ? (
        <input
          className="layer-rename"
          aria-label={t('layer.rename')}
          defaultValue={layer.name}
          autoFocus
          onFocus={(event) => event.target.select()}
          onBlur={(event) => rename(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') rename(event.currentTarget.value)
            if (event.key === 'Escape') setRenaming(false)
          }}
        />
      ) : (
        <button
          type="button"
          className="layer-choose"
          aria-current={active}
          aria-label={t('layer.choose', { name: layer.name })}
          title={layer.name}
          onClick={() => editor.amend(selectLayer(layer.id))}
          onDoubleClick={() => setRenaming(true)}
          onKeyDown={(event) => event.key === 'F2' && setRenaming(true)}
        >
          <LayerThumbnail layer={layer} />
          <span className="layer-name">{layer.name}</span>
          {layer.kind === 'mask' && <span className="badge">{t('layer.mask-badge')}</span>}
        </button>
      )}
    </li>
  )
}
