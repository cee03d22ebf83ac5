import { useVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorTextKey } from '#features/show-error.ts'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import type { GalleryView } from './gallery-state.ts'
import { GalleryPicture } from './gallery-picture.tsx'
import { useColumns } from './use-columns.ts'

const gap = 8
const wanted = 168

/** All pictures; only the rows in sight exist. */
export function createRoom(view: Store<GalleryView>): ComponentType {
  return function GalleryRoom() {
    const { t } = useTranslation()
    const { gallery } = useParts().client
    const { items, next, loading, error } = useStore(gallery.state)
    const scroller = useRef<HTMLDivElement>(null)
    const { columns, side } = useColumns(scroller, wanted, gap)
    const count = Math.ceil(items.length / columns)
    const rows = useVirtualizer({
      count,
      getScrollElement: () => scroller.current,
      estimateSize: () => side + gap,
      overscan: 3,
    })
    const shown = rows.getVirtualItems()
    const last = shown.at(-1)?.index ?? 0
    useEffect(() => rows.measure(), [rows, side])
    useEffect(() => {
      if (next !== null && last >= count - 3) void gallery.more()
    }, [gallery, next, last, count])
    return (
      <section className="gallery-room" aria-label={t('region.gallery')}>
        <SearchBox />
        {error && (
          <p className="panel-error" role="alert">
            {t(errorTextKey(error), { subject: error.subject ?? '' })}
          </p>
        )}
        {items.length === 0 && !loading && !error && <p className="empty">{t('gallery.nothing-found')}</p>}
        <div
          ref={scroller}
          className="gallery-scroller"
          role="region"
          tabIndex={0}
          aria-label={t('gallery.all')}
        >
          <div className="gallery-rows" style={{ height: rows.getTotalSize() }}>
            {shown.map((row) => (
              <div
                key={row.key}
                className="gallery-row"
                style={{ transform: `translateY(${row.start}px)`, height: side }}
              >
                {items.slice(row.index * columns, (row.index + 1) * columns).map((item) => (
                  <div key={item.asset.sha256} style={{ width: side, height: side }}>
                    <GalleryPicture item={item} view={view} />
                  </div>
                ))}
              </div>
            ))}
          </div>
        </div>
      </section>
    )
  }
}

function SearchBox() {
  const { t } = useTranslation()
  const { gallery } = useParts().client
  const [query, setQuery] = useState(gallery.state.get().query)
  useEffect(() => {
    if (query === gallery.state.get().query) return
    const timer = setTimeout(() => void gallery.search(query), 200)
    return () => clearTimeout(timer)
  }, [gallery, query])
  return (
    <label className="search">
      <Search size={16} strokeWidth={1.75} aria-hidden />
      <input
        type="search"
        aria-label={t('gallery.search')}
        placeholder={t('gallery.search')}
        maxLength={500}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
    </label>
  )
}
