import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import { useEditor } from '#editor/editor-context.ts'

/** The name as a field: Enter and leaving take it over, Escape leaves it. */
export function LayerRename({ layer, onEnd }: { layer: Layer; onEnd(): void }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const end = (name: string | null) => {
    const trimmed = name?.trim().slice(0, 200)
    if (trimmed && trimmed !== layer.name)
      editor.edit('step.rename', changeLayer(layer.id, { name: trimmed }))
    editor.session.set((session) => ({ ...session, renamingLayer: null }))
    onEnd()
  }
  return (
    <input
      type="text"
      className="layer-rename"
      aria-label={t('layer.rename')}
      defaultValue={layer.name}
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(event.currentTarget.value)
        if (event.key === 'Escape') end(null)
      }}
    />
  )
}
