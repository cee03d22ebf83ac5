import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Feature, Slot } from '#features/feature.ts'
import { useEditorParts } from '#editor/editor-context.ts'
import { CanvasView } from '#editor/stage/canvas-view.tsx'
import { currentTool } from '#editor/tools/tool-runner.ts'
import { CommandButton } from '#ui/command-button.tsx'
import { useStore } from '#ui/store.ts'
import { Toasts } from '#ui/toasts.tsx'

/** The window: tools left, canvas in the middle, layers and properties right, prompt and gallery below. */
export function Shell({ features }: { features: readonly Feature[] }) {
  const { t } = useTranslation()
  const { editor } = useEditorParts()
  const room = useStore(editor.session, (session) => session.room)
  const views = (slot: Slot): ReactNode =>
    features.flatMap((feature) => {
      const View = feature.views?.[slot]
      return View ? [<View key={feature.id} />] : []
    })
  return (
    <div className={`shell room-${room}`}>
      <Head />
      <main className="canvas-room" hidden={room !== 'canvas'} aria-label={t('region.studio')}>
        <Rail />
        <div className="middle">
          <div className="canvas-frame" data-region="canvas">
            <CanvasView />
          </div>
          <section className="staging-frame" data-region="staging" aria-label={t('region.staging')}>
            {views('staging')}
          </section>
          <section className="prompt-frame" data-region="prompt" aria-label={t('region.prompt')}>
            {views('prompt')}
          </section>
          <section className="drawer-frame" data-region="gallery" aria-label={t('region.gallery')}>
            {views('drawer')}
          </section>
        </div>
        <aside className="side" data-region="side" aria-label={t('region.side')}>
          {views('side')}
        </aside>
      </main>
      {room === 'gallery' && (
        <main className="gallery-frame" data-region="gallery-room" aria-label={t('region.gallery-room')}>
          {views('room')}
        </main>
      )}
      <footer className="status" data-region="status" aria-label={t('region.status')}>
        {views('status')}
      </footer>
      {views('over')}
      <Toasts />
    </div>
  )
}

function Head() {
  const { t } = useTranslation()
  const { editor, tools } = useEditorParts()
  const { toolId, room } = useStore(editor.session, (session) => ({
    toolId: session.toolId,
    room: session.room,
  }))
  const { Options } = currentTool(tools, toolId)
  return (
    <header className="head" data-region="head" aria-label={t('region.head')}>
      <h1 className="mark">{t('app.name')}</h1>
      <CommandButton id="edit.undo" />
      <CommandButton id="edit.redo" />
      <CommandButton id="picture.open" />
      <div className="tool-options" role="group" aria-label={t('region.tool-options')}>
        {room === 'canvas' && Options && <Options />}
      </div>
      <CommandButton id="room.gallery" />
      <CommandButton id="settings.theme" />
      <CommandButton id="settings.open" />
    </header>
  )
}

function Rail() {
  const { t } = useTranslation()
  const { tools } = useEditorParts()
  return (
    <nav className="rail" data-region="tools" aria-label={t('region.tools')}>
      <div role="radiogroup" aria-label={t('region.tools')}>
        {tools.tools.map(({ id }) => (
          <CommandButton key={id} id={`tool.${id}`} role="radio" />
        ))}
      </div>
    </nav>
  )
}
