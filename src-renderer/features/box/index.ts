import { Scan } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { BoxOptions } from './box-options.tsx'
import { idle } from './states/idle.ts'
import { moving } from './states/moving.ts'
import { resizing } from './states/resizing.ts'

export function createBox(editor: Editor): Tool {
  return {
    id: 'box',
    labelKey: 'tool.box',
    hintKey: 'hint.box',
    icon: Scan,
    key: 'C',
    group: 'page',
    cursor: 'crosshair',
    initial: 'idle',
    states: { idle: idle(editor), moving: moving(editor), resizing: resizing(editor) },
    Options: BoxOptions,
  }
}

export const box: Feature = { id: 'box', tool: createBox }
