import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import type { GalleryView } from './gallery-state.ts'
import { GalleryPicture } from './gallery-picture.tsx'

const shownInDrawer = 40

/** The newest pictures under the canvas. */
export function createDrawer(view: Store<GalleryView>): ComponentType {
  return function GalleryDrawer() {
    const { t } = useTranslation()
    const { client } = useParts()
    const items = useStore(client.gallery.state, (state) => state.items)
    const open = useStore(view, (value) => value.drawerOpen)
    const toggle = () => view.set((value) => ({ ...value, drawerOpen: !open }))
    return (
      <div className={open ? 'drawer open' : 'drawer'}>
        <header className="drawer-head">
          <h2>{t('region.gallery')}</h2>
          <span className="spacer" />
          <CommandButton id="room.gallery" />
          <IconButton
            icon={open ? ChevronDown : ChevronUp}
            size="small"
            label={t(open ? 'gallery.fold' : 'gallery.unfold')}
            onClick={toggle}
          />
        </header>
        {open && items.length === 0 && <p className="empty">{t('gallery.empty')}</p>}
        {open && items.length > 0 && (
          <ul className="strip" aria-label={t('gallery.newest')}>
            {items.slice(0, shownInDrawer).map((item) => (
              <li key={item.asset.sha256}>
                <GalleryPicture item={item} view={view} />
              </li>
            ))}
          </ul>
        )}
      </div>
    )
  }
}
