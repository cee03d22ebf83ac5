import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { setBox } from '#shared/document/edits.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '#editor/editor.ts'
import { boundsOfAll } from '#editor/moving/targets.ts'
import { minBoxSide } from '#editor/stage/box-handles.ts'
import type { Command } from '#ui/commands/command.ts'

/** The box around what is selected, masked, painted, or the whole page. */
export function fitting(editor: Editor): Command[] {
  const fit = (boundsIn: (document: CanvasDocument) => Rectangle | null) => () => {
    editor.settle()
    const bounds = boundsIn(editor.document())
    if (bounds) editor.edit('step.box', setBox(atLeast(bounds)))
    else editor.say({ textKey: 'box.nothing' })
  }
  return [
    {
      id: 'box.fit-selection',
      labelKey: 'command.box-fit-selection',
      keys: ['Shift+B'],
      enabled: () => editor.document().selection !== null,
      run: fit(({ selection }) => selection && contentBounds(selection)),
    },
    {
      id: 'box.fit-masks',
      labelKey: 'command.box-fit-masks',
      run: fit((document) => boundsOfAll(shown(document, ['mask']))),
    },
    {
      id: 'box.fit-layers',
      labelKey: 'command.box-fit-layers',
      keys: ['Shift+N'],
      run: fit((document) => boundsOfAll(shown(document, ['raster']))),
    },
    {
      id: 'box.fit-page',
      labelKey: 'command.box-fit-page',
      run: fit(({ width, height }) => ({ x: 0, y: 0, width, height })),
    },
  ]
}

function shown(document: CanvasDocument, kinds: readonly Layer['kind'][]): Layer[] {
  return layersOf(document).filter((layer) => kinds.includes(layer.kind) && isShown(document, layer))
}

/** Grown about its middle to the smallest box that there can be. */
function atLeast({ x, y, width, height }: Rectangle): Rectangle {
  const wide = Math.max(width, minBoxSide)
  const high = Math.max(height, minBoxSide)
  return {
    x: x - Math.floor((wide - width) / 2),
    y: y - Math.floor((high - height) / 2),
    width: wide,
    height: high,
  }
}
