import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '#ui/store.ts'
import { useEditorParts } from '../editor-context.ts'
import { currentTool } from '../tools/tool-runner.ts'
import { startStage } from './stage.ts'

/** The canvas: the picture, pixels in hand, masks with candidates, and the overlay with box, handles and cursor. */
export function CanvasView() {
  const { t } = useTranslation()
  const parts = useEditorParts()
  const frame = useRef<HTMLDivElement>(null)
  const toolId = useStore(parts.editor.session, (session) => session.toolId)
  const tool = currentTool(parts.tools, toolId)
  useEffect(() => (frame.current ? startStage(frame.current, parts.editor, parts.tools) : undefined), [parts])
  return (
    <div
      ref={frame}
      className={`canvas-view cursor-${tool.cursor}`}
      role="application"
      aria-label={t('region.canvas')}
      aria-description={t('canvas.description', { tool: t(tool.labelKey) })}
      tabIndex={0}
      data-testid="canvas"
    >
      <canvas className="sheet" data-sheet="picture" aria-hidden />
      <canvas className="sheet" data-sheet="lifted" aria-hidden />
      <canvas className="sheet" data-sheet="overlay" aria-hidden />
      <div className="overlay" aria-hidden />
    </div>
  )
}
