import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Move } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { hasTarget } from '#editor/moving/targets.ts'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Command } from '#ui/commands/command.ts'
import type { Feature } from '../feature.ts'
import { MoveOptions } from './move-options.tsx'
import { type MoveSettings, plainMove } from './move-settings.ts'
import { nudge } from './nudge.ts'
import { dragging } from './states/dragging.ts'
import { floating } from './states/floating.ts'
import { idle } from './states/idle.ts'

export function createMove(editor: Editor, settings: Store<MoveSettings> = createStore(plainMove)): Tool {
  return {
    id: 'move',
    labelKey: 'tool.move',
    hintKey: 'hint.move',
    icon: Move,
    key: 'V',
    group: 'move',
    cursor: 'move',
    initial: 'idle',
    states: {
      idle: idle(editor, settings),
      dragging: dragging(editor, settings),
      floating: floating(editor, settings),
    },
    Options: () => createElement(MoveOptions, { settings }),
  }
}

const ways = [
  { id: 'left', labelKey: 'command.nudge-left', icon: ArrowLeft, key: 'ArrowLeft', dx: -1, dy: 0 },
  { id: 'right', labelKey: 'command.nudge-right', icon: ArrowRight, key: 'ArrowRight', dx: 1, dy: 0 },
  { id: 'up', labelKey: 'command.nudge-up', icon: ArrowUp, key: 'ArrowUp', dx: 0, dy: -1 },
  { id: 'down', labelKey: 'command.nudge-down', icon: ArrowDown, key: 'ArrowDown', dx: 0, dy: 1 },
] as const

/** By one pixel, by ten with Shift; without Alt while the move tool is in hand. */
function nudges(editor: Editor): Command[] {
  const holdsTool = () => editor.session.get().toolId === 'move'
  return ways.flatMap(({ id, labelKey, icon, key, dx, dy }) => {
    const run = (by: number) => () => nudge(editor, dx * by, dy * by)
    const command = { labelKey, icon, enabled: () => hasTarget(editor) }
    const inHand = { ...command, enabled: () => hasTarget(editor) && holdsTool() }
    return [
      { ...inHand, id: `move.${id}`, keys: [key], run: run(1) },
      { ...inHand, id: `move.${id}-far`, keys: [`Shift+${key}`], run: run(10) },
      { ...command, id: `layer.nudge-${id}`, keys: [`Alt+${key}`], run: run(1) },
      { ...command, id: `layer.nudge-${id}-far`, keys: [`Shift+Alt+${key}`], run: run(10) },
    ]
  })
}

export const move: Feature = {
  id: 'move',
  tool: (editor) => createMove(editor),
  commands: ({ editor }) => onCanvas(editor, nudges(editor)),
}
