import './document.css'
import { createStore } from '#shared/store.ts'
import type { Feature, FeatureParts, FileTaker } from '../feature.ts'
import { type DocumentViews, documentCommands } from './commands.ts'
import { Desk, type DocumentName } from './desk.ts'
import { createDocumentViews } from './documents-dialog.tsx'
import type { SaveState } from './journal.ts'
import type { LoadedDocument } from './load-document.ts'
import { createSaveStatus } from './save-status.tsx'

/** A small picture for the list is taken when the artist rests. */
const pictureMs = 20_000

/** Documents: every step is kept as it is made, several documents live in the library, and `.verso` files carry them. */
export function createDocumentFeature(first: LoadedDocument): { feature: Feature; taker: FileTaker } {
  const state = createStore<SaveState>('saved')
  const { id, name: firstName, path } = first
  const name = createStore<DocumentName>({ id, name: firstName, path })
  const views: DocumentViews = {
    list: createStore(false),
    fresh: createStore(false),
    withSteps: createStore(false),
  }
  const cell: { desk: Desk | null } = { desk: null }
  const desk = () => cell.desk
  const taker: FileTaker = {
    endings: ['.verso'],
    async take({ client }, file) {
      const given = client.pathOf(file)
      if (given && cell.desk) await cell.desk.show(() => client.api('documents.openFile', { path: given }))
    },
  }
  const feature: Feature = {
    id: 'document',
    commands: (parts) => documentCommands(parts, desk, views),
    start(parts) {
      const open = new Desk(parts, first, state)
      cell.desk = open
      const follow = () => name.set(open.name.get())
      const stops = [open.name.subscribe(follow), ...listen(parts, open), () => open.journal.stop()]
      void afterCrash(parts, views)
      return () => stops.forEach((stop) => stop())
    },
    views: { status: createSaveStatus(state, name), over: createDocumentViews(desk, views) },
  }
  return { feature, taker }
}

function listen(parts: FeatureParts, desk: Desk): (() => void)[] {
  const { editor, client } = parts
  const abort = new AbortController()
  const flush = () => void desk.journal.flush()
  const timer = setInterval(() => void desk.picture(), pictureMs)
  window.addEventListener('blur', flush, { signal: abort.signal })
  document.addEventListener('visibilitychange', flush, { signal: abort.signal })
  return [
    editor.history.subscribe(() => desk.journal.stepped()),
    editor.draft.subscribe(() => desk.journal.touched()),
    client.on('app.closing', () => void desk.finish().then(() => client.api('app.close', null))),
    client.on(
      'document.given',
      ({ path }) => void desk.show(() => client.api('documents.openFile', { path })),
    ),
    () => abort.abort(),
    () => clearInterval(timer),
  ]
}

/** Everything is there after a crash; where there are several documents the artist chooses which to go on with. */
async function afterCrash({ client, notices }: FeatureParts, views: DocumentViews): Promise<void> {
  const last = await client.api('documents.lastRun', null)
  if (!last.ok || !last.value.crashed) return
  const listed = await client.api('documents.list', null)
  if (listed.ok && listed.value.length > 1) return views.list.set(true)
  const action = { labelKey: 'command.documents', run: () => views.list.set(true) }
  notices.show({ tone: 'info', textKey: 'document.after-crash', action })
}
