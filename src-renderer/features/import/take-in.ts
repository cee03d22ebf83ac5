import { type Asset } from '#shared/entities/asset.ts'
import type { Result } from '#shared/result.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { loadPixels, pictureUrl } from '#client/pictures.ts'
import { fitPage } from '#editor/camera.ts'
import type { FeatureParts } from '../feature.ts'
import { placePicture } from './place-picture.ts'

/** Stores a dropped or pasted file in the library and lays it on the canvas. */
export async function takeInFile(parts: FeatureParts, file: File): Promise<void> {
  await takeIn(parts, await storeFile(parts, file), file.name)
}

/** Stores a file in the library: by its path where it has one, else (pasted) by its bytes. */
export async function storeFile({ client }: FeatureParts, file: File): Promise<Result<Asset>> {
  const path = client.pathOf(file)
  if (path) return client.api('assets.import', { path })
  return client.upload({ kind: 'encoded', origin: 'imported', bytes: await file.arrayBuffer() })
}

/** Lays a stored picture on the canvas, or says why it cannot. */
export async function takeIn(parts: FeatureParts, stored: Result<Asset>, name: string): Promise<void> {
  const { editor, tools, notices } = parts
  if (!stored.ok) return showError(notices, stored.error)
  try {
    const picture = await loadPixels(pictureUrl(stored.value.sha256))
    tools.cancel()
    editor.edit('step.import', placePicture(picture, editor.newId(), name))
    editor.draft.set((draft) => ({ ...draft, source: { kind: 'canvas' }, sizeFollowsBox: true }))
    editor.session.set((session) => ({
      ...session,
      room: 'canvas',
      stagedHidden: true,
      camera: fitPage(editor.document(), session.viewport),
    }))
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}
