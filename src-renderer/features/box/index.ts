import { Scan } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { BoxOptions } from './box-options.tsx'
import { type BoxSettings, plainBox } from './box-settings.ts'
import { fitting } from './fitting.ts'
import { idle } from './states/idle.ts'
import { moving } from './states/moving.ts'
import { resizing } from './states/resizing.ts'

export function createBox(editor: Editor, settings: Store<BoxSettings> = createStore(plainBox)): Tool {
  return {
    id: 'box',
    labelKey: 'tool.box',
    hintKey: 'hint.box',
    icon: Scan,
    key: 'C',
    group: 'page',
    cursor: 'crosshair',
    initial: 'idle',
    states: { idle: idle(editor), moving: moving(editor, settings), resizing: resizing(editor, settings) },
    Options: () => createElement(BoxOptions, { settings }),
  }
}

export const box: Feature = {
  id: 'box',
  tool: (editor) => createBox(editor),
  commands: ({ editor }) => onCanvas(editor, fitting(editor)),
}
