import { layersOf } from '#shared/document/canvas-document.ts'
import { setPageArea } from '#shared/document/page-area.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { boundsOfAll } from '#editor/moving/targets.ts'
import type { Command } from '#ui/commands/command.ts'

/** Size of the page, by dialog or by what is there. */
export function paging(editor: Editor, open: Store<boolean>): Command[] {
  const fit = (area: Rectangle | null) => {
    if (area) editor.edit('step.crop', setPageArea(area))
    else editor.say({ textKey: 'box.nothing' })
  }
  return [
    {
      id: 'page.size',
      labelKey: 'command.page-size',
      keys: ['Mod+Alt+C'],
      run() {
        editor.settle()
        open.set(true)
      },
    },
    {
      id: 'page.fit-layers',
      labelKey: 'command.page-fit-layers',
      run() {
        editor.settle()
        fit(boundsOfAll(layersOf(editor.document()).filter(({ kind }) => kind === 'raster')))
      },
    },
    {
      id: 'page.crop-selection',
      labelKey: 'command.page-crop-selection',
      enabled: () => editor.document().selection !== null,
      run() {
        const { selection } = editor.document()
        fit(selection && contentBounds(selection))
      },
    },
    { id: 'page.crop-box', labelKey: 'command.page-crop-box', run: () => fit(editor.document().box) },
  ]
}
