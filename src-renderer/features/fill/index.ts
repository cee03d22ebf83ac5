import { PaintBucket } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { createPicking, createPickingIdle } from '#editor/tools/pick-colour.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import type { FillSettings } from './fill-area.ts'
import { FillOptions } from './fill-options.tsx'
import { fillSelection, filling } from './states/filling.ts'

const plain: FillSettings = { tolerance: 32, contiguous: true, sampleAll: false, grow: 0, gap: 0 }

export function createFill(editor: Editor, settings: Store<FillSettings> = createStore(plain)): Tool {
  return {
    id: 'fill',
    labelKey: 'tool.fill',
    hintKey: 'hint.fill',
    icon: PaintBucket,
    key: 'F',
    group: 'fill',
    cursor: 'crosshair',
    initial: 'idle',
    states: {
      idle: createPickingIdle(editor, 'filling'),
      filling: filling(editor, settings),
      picking: createPicking(editor),
    },
    Options: () => createElement(FillOptions, { settings }),
  }
}

export const fill: Feature = {
  id: 'fill',
  tool: (editor) => createFill(editor),
  commands: ({ editor }) => {
    const enabled = () => editor.session.get().room === 'canvas'
    return [
      {
        id: 'edit.fill',
        labelKey: 'command.fill',
        icon: PaintBucket,
        keys: ['Shift+Backspace', 'Alt+Backspace'],
        enabled,
        run: () => fillSelection(editor, 'colour'),
      },
      {
        id: 'edit.fill-background',
        labelKey: 'command.fill-background',
        keys: ['Mod+Backspace'],
        enabled,
        run: () => fillSelection(editor, 'background'),
      },
    ]
  },
}
