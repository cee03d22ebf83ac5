import type { ModelCard } from '#shared/entities/model-card.ts'
import { type Settings, defaultSettings } from '#shared/entities/settings.ts'
import type { Bridge } from '#shared/ipc/bridge.ts'
import type { RequestOutput } from '#shared/ipc/contract.ts'
import type { Result } from '#shared/result.ts'
import { type Store, createStore } from '#shared/store.ts'
import { type Api, createApi } from './api.ts'
import { type GalleryList, watchGallery } from './gallery-list.ts'
import { type Jobs, watchJobs } from './jobs.ts'
import { type Keep, type SaveFile, type Upload, createUploads } from './uploads.ts'

export type AppInfo = RequestOutput<'app.info'>

/** Everything the window knows of the main process. */
export interface Client {
  readonly api: Api
  readonly on: Bridge['on']
  readonly upload: Upload
  readonly saveFile: SaveFile
  readonly keep: Keep
  readonly pathOf: (file: File) => string
  readonly platform: Bridge['platform']
  readonly info: AppInfo
  readonly settings: Store<Settings>
  readonly models: Store<Result<readonly ModelCard[]>>
  readonly jobs: Jobs
  readonly gallery: GalleryList
}

const unknownApp: AppInfo = { version: '', versions: {}, libraryPath: '', devices: ['cpu'], locale: 'en' }

/** Connects to the main process; what cannot be read starts with its default, so that the window always opens. */
export async function connect(bridge: Bridge): Promise<Client> {
  const api = createApi(bridge)
  const models = createStore<Result<readonly ModelCard[]>>({ ok: true, value: [] })
  const [info, settings, jobs] = await Promise.all([
    api('app.info', null),
    api('settings.get', null),
    watchJobs(bridge, api),
  ])
  // Hashing a model may take a while; the window does not wait for it.
  void api('models.list', null).then((listed) => models.set(listed))
  const store = createStore<Settings>(settings.ok ? settings.value : defaultSettings)
  bridge.on('settings.changed', (changed) => store.set(changed))
  return {
    api,
    on: (name, listener) => bridge.on(name, listener),
    ...createUploads(bridge),
    pathOf: (file) => bridge.pathOf(file),
    platform: bridge.platform,
    info: info.ok ? info.value : unknownApp,
    settings: store,
    models,
    jobs,
    gallery: watchGallery(bridge, api),
  }
}
