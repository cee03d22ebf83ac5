import { Brush } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import { createPicking } from '#editor/tools/pick-colour.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { BrushOptions } from './brush-options.tsx'
import { idle } from './states/idle.ts'
import { painting } from './states/painting.ts'

export function createBrush(editor: Editor): Tool {
  return {
    id: 'brush',
    labelKey: 'tool.brush',
    hintKey: 'hint.brush',
    icon: Brush,
    key: 'B',
    group: 'paint',
    cursor: 'tip',
    initial: 'idle',
    states: { idle, painting: painting(editor), picking: createPicking(editor) },
    Options: BrushOptions,
  }
}

export const brush: Feature = { id: 'brush', tool: createBrush }
