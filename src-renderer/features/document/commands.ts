import { Copy, FilePlus2, FolderOpen, LayoutGrid, Save } from 'lucide-react'
import i18next from 'i18next'
import type { Store } from '#shared/store.ts'
import { showError } from '#features/show-error.ts'
import type { Command } from '#ui/commands/command.ts'
import type { FeatureParts } from '../feature.ts'
import type { Desk } from './desk.ts'

/** What the document's windows show. */
export interface DocumentViews {
  readonly list: Store<boolean>
  readonly fresh: Store<boolean>
  /** What can be undone goes into `.verso` files too. */
  readonly withSteps: Store<boolean>
}

export function documentCommands(
  parts: FeatureParts,
  desk: () => Desk | null,
  views: DocumentViews,
): Command[] {
  const withDesk = (run: (desk: Desk) => Promise<unknown>) => () => {
    const open = desk()
    if (open) void run(open)
  }
  const saving = (where: 'here' | 'elsewhere' | 'copy') => withDesk((open) => save(parts, open, views, where))
  return [
    ...choosing(
      views,
      withDesk((open) => chooseAndOpen(parts, open)),
    ),
    {
      ...{ id: 'document.save', labelKey: 'command.save-document', icon: Save, keys: ['Mod+S'] },
      run: saving('here'),
    },
    {
      ...{ id: 'document.save-as', labelKey: 'command.save-document-as', icon: Save, keys: ['Mod+Shift+S'] },
      run: saving('elsewhere'),
    },
    {
      ...{ id: 'document.save-copy', labelKey: 'command.save-document-copy', icon: Copy },
      run: saving('copy'),
    },
  ]
}

function choosing(views: DocumentViews, open: () => void): Command[] {
  return [
    {
      ...{ id: 'document.new', labelKey: 'command.new-document', icon: FilePlus2, keys: ['Mod+N'] },
      run: () => views.fresh.set(true),
    },
    {
      ...{ id: 'document.open', labelKey: 'command.open-document', icon: FolderOpen, keys: ['Mod+Shift+O'] },
      run: open,
    },
    {
      ...{ id: 'document.list', labelKey: 'command.documents', icon: LayoutGrid, keys: ['Mod+Shift+L'] },
      run: () => views.list.set(true),
    },
  ]
}

export async function chooseAndOpen({ client, notices }: FeatureParts, desk: Desk): Promise<boolean> {
  const chosen = await client.api('documents.choosePath', null)
  if (!chosen.ok) showError(notices, chosen.error)
  const path = chosen.ok ? chosen.value : null
  return path !== null && desk.show(() => client.api('documents.openFile', { path }))
}

async function save(
  { client, notices }: FeatureParts,
  desk: Desk,
  views: DocumentViews,
  where: 'here' | 'elsewhere' | 'copy',
): Promise<void> {
  const { name, path } = desk.name.get()
  const steps = views.withSteps.get()
  if (where === 'here' && path !== null) {
    await desk.save(path, false, steps)
    return
  }
  const chosen = await client.api('documents.chooseSavePath', { name: name || i18next.t('document.unnamed') })
  if (!chosen.ok) return showError(notices, chosen.error)
  if (chosen.value !== null) await desk.save(chosen.value, where === 'copy', steps)
}
