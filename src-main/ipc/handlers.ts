import type { Studio } from '#services/studio.ts'
import { documentHandlers } from './document-handlers.ts'
import { makingHandlers } from './making-handlers.ts'
import { nothing } from './nothing.ts'
import type { Handlers } from './server.ts'

/** What only a desktop can do for a handler. */
export interface Desktop {
  readonly version: string
  readonly versions: Readonly<Record<string, string>>
  readonly locale: () => string
  readonly devices: () => Promise<readonly string[]>
  readonly choosePicture: () => Promise<string | null>
  readonly startDrag: (path: string) => void
  readonly chooseFolder: () => Promise<string | null>
  readonly chooseExportPath: (name: string) => Promise<string | null>
  readonly chooseDocument: () => Promise<string | null>
  readonly chooseFilePath: (name: string) => Promise<string | null>
  readonly close: () => void
}

/** The contract's requests as calls of the studio's services: one line each. */
export function createHandlers(studio: Studio, desktop: Desktop): Handlers {
  return {
    'app.info': async () => ({
      version: desktop.version,
      versions: { ...desktop.versions },
      libraryPath: studio.libraryDir,
      devices: [...(await desktop.devices())],
      locale: desktop.locale(),
    }),
    'app.close': () => nothing(desktop.close()),
    'settings.get': () => studio.settings.get(),
    'settings.set': (settings) => studio.settings.set(settings),
    'models.list': () => studio.models.list(),
    'models.additions': () => studio.models.additions(),
    'models.add': ({ path }) => studio.models.add(path),
    'models.contributors': ({ model }) => studio.models.contributors(model),
    ...makingHandlers(studio, desktop),
    'assets.describe': ({ sha256 }) => studio.assets.describe(sha256),
    'assets.metadata': (input) => studio.assets.metadata(input),
    'gallery.list': (input) => studio.gallery.list(input),
    'gallery.get': ({ sha256 }) => studio.gallery.get(sha256),
    'gallery.remove': ({ sha256 }) => nothing(studio.gallery.remove(sha256)),
    'gallery.restore': ({ sha256 }) => nothing(studio.gallery.restore(sha256)),
    'assets.import': ({ path }) => studio.assets.importFile(path),
    'assets.choose': async () => {
      const path = await desktop.choosePicture()
      return path === null ? null : studio.assets.importFile(path)
    },
    'assets.drag': async ({ sha256 }) => nothing(desktop.startDrag(await studio.assets.copyOut(sha256))),
    'assets.export': async ({ sha256 }) => {
      const path = await desktop.chooseExportPath(`verso-${sha256.slice(0, 12)}.png`)
      return path === null ? null : studio.assets.export(sha256, path)
    },
    ...documentHandlers(studio, desktop),
  }
}
