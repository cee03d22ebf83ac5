import { useTranslation } from 'react-i18next'
import type { GalleryItem } from '#shared/entities/asset.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import type { Store } from '#shared/store.ts'
import { useParts } from '../parts-context.ts'
import type { GalleryView } from './gallery-state.ts'

interface GalleryPictureProps {
  readonly item: GalleryItem
  readonly view: Store<GalleryView>
}

/** One picture as a button; its prompt is its name. */
export function GalleryPicture({ item, view }: GalleryPictureProps) {
  const { t } = useTranslation()
  const { client } = useParts()
  const { sha256, width, height } = item.asset
  const prompt = item.record?.request.prompt
  const label = prompt ? t('gallery.made', { prompt }) : t('gallery.imported', { width, height })
  return (
    <button
      type="button"
      className="gallery-picture"
      aria-label={label}
      title={prompt ?? label}
      data-sha256={sha256}
      onFocus={() => view.set((value) => ({ ...value, current: sha256 }))}
      onClick={() => view.set((value) => ({ ...value, shown: sha256, current: sha256 }))}
      onContextMenu={(event) => {
        event.preventDefault()
        const { clientX: x, clientY: y } = event
        view.set((value) => ({ ...value, current: sha256, menu: { sha256, x, y } }))
      }}
    >
      <img
        src={thumbnailUrl(sha256)}
        alt=""
        loading="lazy"
        onDragStart={(event) => {
          event.preventDefault()
          void client.api('assets.drag', { sha256 })
        }}
      />
    </button>
  )
}
