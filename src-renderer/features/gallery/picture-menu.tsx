import { type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { type Command, useCommands } from '#ui/commands/command.ts'
import { FloatingMenu } from '#ui/commands/floating-menu.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { exportPicture, removePicture } from './actions.ts'
import type { GalleryView } from './gallery-state.ts'

/** What can be done with one picture of the gallery: by right click or the menu key. */
export function createPictureMenu(view: Store<GalleryView>): ComponentType {
  const close = () => view.set((value) => ({ ...value, menu: null }))
  return function PictureMenu() {
    const { t } = useTranslation()
    const parts = useParts()
    const { commands } = useCommands()
    const menu = useStore(view, (value) => value.menu)
    if (menu === null) return null
    const { sha256 } = menu
    const own = (id: string, labelKey: string, run: () => void): Command => ({ id, labelKey, run })
    const groups = [
      [
        own('picture.show', 'gallery.show', () => view.set((value) => ({ ...value, shown: sha256 }))),
        ...commands.filter(({ id }) => id === 'picture.describe'),
      ],
      [
        own('picture.export', 'viewer.export', () => void exportPicture(parts, sha256)),
        own('picture.remove', 'viewer.remove', () => void removePicture(parts, sha256)),
      ],
    ]
    return <FloatingMenu label={t('gallery.menu')} at={menu} groups={groups} onClose={close} />
  }
}
