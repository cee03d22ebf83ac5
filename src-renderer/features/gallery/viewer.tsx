import { Download, RotateCcw, TextSearch, Trash2 } from 'lucide-react'
import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GalleryItem } from '#shared/entities/asset.ts'
import { showError } from '#features/show-error.ts'
import { pictureUrl } from '#client/pictures.ts'
import { Button } from '#ui/button.tsx'
import { useCommand } from '#ui/commands/command.ts'
import { Dialog } from '#ui/dialog.tsx'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import type { FeatureParts } from '../feature.ts'
import { useParts } from '../parts-context.ts'
import { exportPicture, removePicture } from './actions.ts'
import type { GalleryView } from './gallery-state.ts'
import { recall } from './recall.ts'
import { Verso } from './verso.tsx'

/** One picture large, and beside it what stands on its back. */
export function createViewer(view: Store<GalleryView>): ComponentType {
  const close = () => view.set((value) => ({ ...value, shown: null }))
  const show = (sha256: string) => view.set((value) => ({ ...value, shown: sha256, current: sha256 }))
  return function Viewer() {
    const { t } = useTranslation()
    const parts = useParts()
    const { command: describe } = useCommand('picture.describe')
    const sha256 = useStore(view, (value) => value.shown)
    const item = useGalleryItem(parts, sha256, close)
    if (!item) return null
    const { asset, record } = item
    return (
      <Dialog title={t('viewer.title')} wide onClose={close}>
        <div className="viewer">
          <div className="viewer-picture">
            <img
              src={pictureUrl(asset.sha256)}
              alt={record?.request.prompt ?? t('gallery.imported', { ...asset })}
            />
          </div>
          <div className="viewer-side">
            <div className="viewer-actions">
              {record && (
                <Button
                  icon={RotateCcw}
                  variant="accent"
                  title={t('viewer.recall-hint')}
                  onClick={() => {
                    recall(parts, record)
                    close()
                  }}
                >
                  {t('viewer.recall')}
                </Button>
              )}
              <Button icon={Download} onClick={() => void exportPicture(parts, asset.sha256)}>
                {t('viewer.export')}
              </Button>
              <Button
                icon={TextSearch}
                onClick={() => {
                  close()
                  describe.run()
                }}
              >
                {t('command.describe')}
              </Button>
              <Button
                icon={Trash2}
                variant="danger"
                onClick={() => void removePicture(parts, asset.sha256).then(close)}
              >
                {t('viewer.remove')}
              </Button>
            </div>
            <Verso item={item} onShow={show} />
          </div>
        </div>
      </Dialog>
    )
  }
}

function useGalleryItem(parts: FeatureParts, sha256: string | null, close: () => void): GalleryItem | null {
  const [item, setItem] = useState<GalleryItem | null>(null)
  useEffect(() => {
    if (sha256 === null) return undefined
    let current = true
    void parts.client.api('gallery.get', { sha256 }).then((found) => {
      if (!current) return
      if (found.ok) return setItem(found.value)
      showError(parts.notices, found.error)
      close()
    })
    return () => {
      current = false
    }
  }, [parts, sha256, close])
  return sha256 !== null && item?.asset.sha256 === sha256 ? item : null
}
