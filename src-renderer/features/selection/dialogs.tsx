import type { ComponentType } from 'react'
import type { Adjustment } from '#shared/document/selection/adjust.ts'
import type { Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import { ColoursDialog } from './colours-dialog.tsx'
import { OutlineDialog } from './outline-dialog.tsx'

export type SelectionDialog = Adjustment | 'colours'

/** The dialog that is open, if one is. */
export function OutlineDialogs(dialog: Store<SelectionDialog | null>): ComponentType {
  return function SelectionDialogs() {
    const open = useStore(dialog)
    const close = () => dialog.set(null)
    if (open === null) return null
    return open === 'colours' ? (
      <ColoursDialog onClose={close} />
    ) : (
      <OutlineDialog how={open} onClose={close} />
    )
  }
}
