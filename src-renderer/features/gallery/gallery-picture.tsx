import { useTranslation } from 'react-i18next'
import type { GalleryItem } from '#shared/entities/asset.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import { useParts } from '../parts-context.ts'

/** One picture as a button; its prompt is its name. */
export function GalleryPicture({ item, onShow }: { item: GalleryItem; onShow(sha256: string): void }) {
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
      onClick={() => onShow(sha256)}
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
