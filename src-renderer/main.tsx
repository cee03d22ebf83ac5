import './ui/styles.css'
import { createRoot } from 'react-dom/client'
import { collectCommands } from '#app/commands.ts'
import { listFeatures } from '#app/features.ts'
import { startTexts } from '#app/i18n.ts'
import { texts } from '#app/texts.ts'
import { Studio } from '#app/studio.tsx'
import { connect } from '#client/client.ts'
import { createEditor } from '#editor/editor.ts'
import { createToolRunner } from '#editor/tools/tool-runner.ts'
import { hireWorker } from '#editor/work/hire-worker.ts'
import { createWorkshop } from '#editor/work/workshop.ts'
import { loadFirst } from '#features/document/load-document.ts'
import { languageFor } from '#features/settings/apply-settings.ts'
import type { Bridge } from '#shared/ipc/bridge.ts'
import { createNotices } from '#ui/notices.ts'

declare global {
  interface Window {
    readonly verso: Bridge
  }
}

/** Wires the window by hand: main process, document, editor, features. */
async function start(root: HTMLElement, bridge: Bridge): Promise<void> {
  const client = await connect(bridge)
  const { language, theme } = client.settings.get()
  document.documentElement.dataset.theme = theme === 'light' ? 'light' : 'dark'
  await startTexts(texts, language === 'system' ? languageFor(client.info.locale) : language)
  const first = await loadFirst(client)
  const editor = createEditor(first.history.present, first.draft)
  const features = listFeatures(first)
  const tools = createToolRunner(
    editor,
    features.flatMap((feature) => feature.tool?.(editor) ?? []),
  )
  const notices = createNotices()
  const work = createWorkshop(hireWorker, (detail) =>
    notices.show({ tone: 'error', textKey: 'work.stopped', detail }),
  )
  const parts = { editor, tools, client, notices, work }
  editor.remark.subscribe(() => {
    const remark = editor.remark.get()
    if (remark) parts.notices.show({ tone: 'info', ...remark })
  })
  createRoot(root).render(<Studio {...{ features, parts }} commands={collectCommands(features, parts)} />)
}

const root = document.getElementById('root')
if (root) void start(root, window.verso)
