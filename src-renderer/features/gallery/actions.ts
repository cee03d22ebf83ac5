import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'

export async function exportPicture({ client, notices }: FeatureParts, sha256: string): Promise<void> {
  const written = await client.api('assets.export', { sha256 })
  if (!written.ok) showError(notices, written.error)
  else if (written.value) {
    notices.show({ tone: 'info', textKey: 'gallery.exported', values: { path: written.value.path } })
  }
}

/** Puts the picture into the bin; the message that says so can take it back. */
export async function removePicture({ client, notices }: FeatureParts, sha256: string): Promise<void> {
  const removed = await client.api('gallery.remove', { sha256 })
  if (!removed.ok) return showError(notices, removed.error)
  const restore = () =>
    void client.api('gallery.restore', { sha256 }).then((back) => {
      if (!back.ok) showError(notices, back.error)
    })
  notices.show({
    tone: 'info',
    textKey: 'gallery.removed',
    action: { labelKey: 'action.undo', run: restore },
  })
}
