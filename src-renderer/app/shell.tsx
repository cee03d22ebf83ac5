import { type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Feature, Slot } from '#features/feature.ts'
import { useEditorParts } from '#editor/editor-context.ts'
import { CanvasView } from '#editor/stage/canvas-view.tsx'
import { toolGroups } from '#editor/tools/tool.ts'
import { currentTool } from '#editor/tools/tool-runner.ts'
import { CommandButton } from '#ui/commands/command-button.tsx'
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
      <Head>{views('menu')}</Head>
      <main className="canvas-room" hidden={room !== 'canvas'} aria-label={t('region.studio')}>
        <Rail />
        <div className="middle">
          <div className="canvas-frame" data-region="canvas">
            <CanvasView />
            {views('canvas')}
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
      {room === 'grids' && (
        <main className="grids-frame" data-region="grids-room" aria-label={t('region.grids-room')}>
          {views('grids')}
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

function Head({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const { editor, tools } = useEditorParts()
  const { toolId, room } = useStore(editor.session, (session) => ({
    toolId: session.toolId,
    room: session.room,
  }))
  const { Options, labelKey } = currentTool(tools, toolId)
  return (
    <header className="head" data-region="head" aria-label={t('region.head')}>
      <div className="head-row">
        <h1 className="mark">{t('app.name')}</h1>
        {children}
        <span className="spacer" />
        {[
          'edit.undo',
          'edit.redo',
          'picture.open',
          'room.gallery',
          'room.grids',
          'settings.theme',
          'settings.open',
        ].map((id) => (
          <CommandButton key={id} id={id} />
        ))}
      </div>
      {room === 'canvas' && (
        <div className="tool-options" role="group" aria-label={t('region.tool-options')}>
          <span className="tool-name">{t(labelKey)}</span>
          {Options && <Options />}
        </div>
      )}
    </header>
  )
}

function Rail() {
  const { t } = useTranslation()
  const { tools } = useEditorParts()
  const groups = toolGroups
    .map((group) => tools.tools.filter((tool) => tool.group === group))
    .filter((group) => group.length > 0)
  return (
    <nav className="rail" data-region="tools" aria-label={t('region.tools')}>
      <div role="radiogroup" aria-label={t('region.tools')}>
        {groups.map((group) => (
          <div key={group[0]?.group} className="rail-group">
            {group.map(({ id }) => (
              <CommandButton key={id} id={`tool.${id}`} role="radio" />
            ))}
          </div>
        ))}
      </div>
    </nav>
  )
}
