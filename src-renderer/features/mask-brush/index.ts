import { SquareDashedMousePointer, SquareMinus } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { MaskOptions } from './mask-options.tsx'
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
    states: { idle: idle(editor), painting: painting(editor) },
    Options: MaskOptions,
  }
}

export const maskBrush: Feature = {
  id: 'mask-brush',
  tool: createMaskBrush,
  commands: ({ editor }) => [
    {
      id: 'mask.subtract',
      labelKey: 'command.mask-subtract',
      icon: SquareMinus,
      keys: ['X'],
      enabled() {
        const { room, toolId } = editor.session.get()
        return room === 'canvas' && toolId === 'mask-brush'
      },
      pressed: () => editor.session.get().subtracting,
      run: () => editor.session.set((session) => ({ ...session, subtracting: !session.subtracting })),
    },
  ],
}
