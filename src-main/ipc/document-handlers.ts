import type { Studio } from '#services/studio.ts'
import type { Desktop } from './handlers.ts'
import type { Handlers } from './server.ts'

type DocumentRequests = Extract<keyof Handlers, 'document.load' | `documents.${string}`>

/** Everything about whole documents. */
export function documentHandlers({ documents }: Studio, desktop: Desktop): Pick<Handlers, DocumentRequests> {
  return {
    'document.load': () => documents.load(),
    'documents.list': () => documents.list(),
    'documents.lastRun': () => ({ crashed: documents.crashed }),
    'documents.open': ({ id }) => documents.open(id),
    'documents.new': ({ name, state, id }) => documents.create(name, state, id),
    'documents.openFile': ({ path }) => documents.openFile(path),
    'documents.choosePath': () => desktop.chooseDocument(),
    'documents.chooseSavePath': ({ name }) => desktop.chooseFilePath(`${name}.verso`),
    'documents.saveFile': ({ path, ...options }) => documents.saveFile(path, options),
    'documents.rename': ({ id, name }) => done(documents.rename(id, name)),
    'documents.remove': ({ id }) => done(documents.remove(id)),
    'documents.restore': ({ id }) => done(documents.restore(id)),
  }
}

/** Requests without an answer answer `null`. */
async function done(work: Promise<void>): Promise<null> {
  await work
  return null
}
