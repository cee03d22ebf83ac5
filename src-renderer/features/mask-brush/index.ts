import { SquareDashedMousePointer } from 'lucide-react'
import { createElement } from 'react'
import type { Editor } from '#editor/editor.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { idle } from './states/idle.ts'
import { painting } from './states/painting.ts'

export function createMaskBrush(editor: Editor): Tool {
  return {
    id: 'mask-brush',
    labelKey: 'tool.mask-brush',
    hintKey: 'hint.mask-brush',
    icon: SquareDashedMousePointer,
    key: 'Q',
    group: 'paint',
    cursor: 'tip',
    initial: 'idle',
    states: { idle, painting: painting(editor) },
    Options: () => createElement(TipOptions, { toolId: 'mask-brush', opacity: false }),
  }
}

export const maskBrush: Feature = { id: 'mask-brush', tool: createMaskBrush }
