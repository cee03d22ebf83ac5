import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Move } from 'lucide-react'
import { activeLayer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import type { Editor } from '#editor/editor.ts'
import { createIdle } from '#editor/tools/idle.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { dragging } from './states/dragging.ts'

export function createMove(editor: Editor): Tool {
  return {
    id: 'move',
    labelKey: 'tool.move',
    hintKey: 'hint.move',
    icon: Move,
    key: 'V',
    group: 'move',
    cursor: 'move',
    initial: 'idle',
    states: { idle: createIdle('dragging'), dragging: dragging(editor) },
  }
}

const nudges = [
  { name: 'left', icon: ArrowLeft, key: 'ArrowLeft', dx: -1, dy: 0 },
  { name: 'right', icon: ArrowRight, key: 'ArrowRight', dx: 1, dy: 0 },
  { name: 'up', icon: ArrowUp, key: 'ArrowUp', dx: 0, dy: -1 },
  { name: 'down', icon: ArrowDown, key: 'ArrowDown', dx: 0, dy: 1 },
] as const

export const move: Feature = {
  id: 'move',
  tool: createMove,
  commands: ({ editor }) =>
    nudges.map(({ name, icon, key, dx, dy }) => ({
      id: `nudge.${name}`,
      labelKey: `command.nudge-${name}`,
      icon,
      keys: [`Alt+${key}`],
      enabled: () => activeLayer(editor.document()) !== null,
      run() {
        const layer = activeLayer(editor.document())
        if (layer) editor.edit('step.move', changeLayer(layer.id, { x: layer.x + dx, y: layer.y + dy }))
      },
    })),
}
