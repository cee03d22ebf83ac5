import { type Asset } from '#shared/entities/asset.ts'
import type { Result } from '#shared/result.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { loadPixels, pictureUrl } from '#client/pictures.ts'
import { fitPage } from '#editor/camera.ts'
import type { FeatureParts } from '../feature.ts'
import { placePicture } from './place-picture.ts'

/** Stores a dropped or pasted file in the library and lays it on the canvas. */
export async function takeInFile(parts: FeatureParts, file: File): Promise<void> {
  const { client } = parts
  const path = client.pathOf(file)
  const stored = path
    ? await client.api('assets.import', { path })
    : await client.upload({ kind: 'encoded', origin: 'imported', bytes: await file.arrayBuffer() })
  await takeIn(parts, stored, file.name)
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
