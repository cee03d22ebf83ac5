import { ArrowLeftRight, Brush } from 'lucide-react'
import { plainColours, swapColours } from '#editor/colour/two-colours.ts'
import type { Editor } from '#editor/editor.ts'
import { createPicking, createPickingIdle } from '#editor/tools/pick-colour.ts'
import { withTip } from '#editor/session.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { BrushOptions } from './brush-options.tsx'
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
    states: {
      idle: createPickingIdle(editor, 'painting'),
      painting: painting(editor),
      picking: createPicking(editor),
    },
    Options: BrushOptions,
  }
}

export const brush: Feature = {
  id: 'brush',
  tool: createBrush,
  commands: ({ editor }) => {
    const painting = () => editor.session.get().room === 'canvas'
    return [
      {
        id: 'colour.swap',
        labelKey: 'command.colour-swap',
        icon: ArrowLeftRight,
        keys: ['X'],
        enabled: () => painting() && editor.session.get().toolId !== 'mask-brush',
        run: () => editor.session.set(swapColours),
      },
      {
        id: 'colour.default',
        labelKey: 'command.colour-default',
        keys: ['D'],
        enabled: painting,
        run: () => editor.session.set(plainColours),
      },
      {
        id: 'tip.opacity',
        labelKey: 'command.tip-opacity',
        keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'],
        enabled: painting,
        run: (press) => setOpacity(editor, Number(press?.key ?? 0)),
      },
    ]
  },
}

/** 1 is 10 %, 9 is 90 % and 0 is all of it. */
function setOpacity(editor: Editor, digit: number): void {
  if (!Number.isInteger(digit)) return
  editor.session.set((session) => withTip(session, session.toolId, { opacity: digit === 0 ? 1 : digit / 10 }))
}
