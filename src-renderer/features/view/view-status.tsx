import { useTranslation } from 'react-i18next'
import { useDocument, useEditorParts } from '#editor/editor-context.ts'
import { currentTool } from '#editor/tools/tool-runner.ts'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { useStore } from '#ui/store.ts'

/** Page size and zoom, at the right of the status bar. */
export function ViewStatus() {
  const { t, i18n } = useTranslation()
  const { editor, tools } = useEditorParts()
  const { session } = editor
  const toolId = useStore(session, (value) => value.toolId)
  const zoom = useStore(session, (value) => value.camera.zoom)
  const page = useDocument(({ width, height }) => ({ width, height }))
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(zoom)
  return (
    <div className="view-status">
      <span className="tool-hint">{t(currentTool(tools, toolId).hintKey)}</span>
      <span>{t('status.page', page)}</span>
      <CommandButton id="view.zoom-out" />
      <span className="zoom">{percent}</span>
      <CommandButton id="view.zoom-in" />
      <CommandButton id="view.fit" />
    </div>
  )
}
