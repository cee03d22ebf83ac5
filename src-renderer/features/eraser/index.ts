import { Eraser } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { EraserOptions } from './eraser-options.tsx'
import { idle } from './states/idle.ts'
import { painting } from './states/painting.ts'

export function createEraser(editor: Editor): Tool {
  return {
    id: 'eraser',
    labelKey: 'tool.eraser',
    hintKey: 'hint.eraser',
    icon: Eraser,
    key: 'E',
    group: 'paint',
    cursor: 'tip',
    initial: 'idle',
    states: { idle, painting: painting(editor) },
    Options: EraserOptions,
  }
}

export const eraser: Feature = { id: 'eraser', tool: createEraser }
