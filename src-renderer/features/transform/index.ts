import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw, Scaling } from 'lucide-react'
import { createElement } from 'react'
import type { Editor } from '#editor/editor.ts'
import { hasTarget } from '#editor/moving/targets.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Command } from '#ui/commands/command.ts'
import type { Feature } from '../feature.ts'
import { showFrame } from './show-frame.ts'
import { dragging } from './states/dragging.ts'
import { editing } from './states/editing.ts'
import { TransformOptions } from './transform-options.tsx'
import { turnLayers } from './turn-layers.ts'
import type { Turn } from './turns.ts'
import { type TransformBench, createBench } from './work.ts'

export function createTransform(editor: Editor, bench: TransformBench = createBench(editor)): Tool {
  return {
    id: 'transform',
    labelKey: 'tool.transform',
    hintKey: 'hint.transform',
    icon: Scaling,
    key: 'Mod+T',
    group: 'move',
    cursor: 'crosshair',
    initial: 'idle',
    temporary: true,
    states: { idle: {}, editing: editing(editor, bench), dragging: dragging(editor, bench) },
    Options: () => createElement(TransformOptions, { bench }),
    start() {
      if (!bench.begin()) return undefined
      showFrame(editor, bench)
      return 'editing'
    },
  }
}

const turns = [
  {
    id: 'layer.flip-h',
    labelKey: 'command.flip-h',
    icon: FlipHorizontal2,
    turn: 'flip-h',
    step: 'step.flip',
  },
  { id: 'layer.flip-v', labelKey: 'command.flip-v', icon: FlipVertical2, turn: 'flip-v', step: 'step.flip' },
  {
    id: 'layer.rotate-cw',
    labelKey: 'command.rotate-cw',
    icon: RotateCw,
    turn: 'right',
    step: 'step.rotate',
  },
  {
    id: 'layer.rotate-ccw',
    labelKey: 'command.rotate-ccw',
    icon: RotateCcw,
    turn: 'left',
    step: 'step.rotate',
  },
  {
    id: 'layer.rotate-half',
    labelKey: 'command.rotate-half',
    icon: RotateCw,
    turn: 'half',
    step: 'step.rotate',
  },
] as const satisfies readonly (Pick<Command, 'id' | 'labelKey' | 'icon'> & { turn: Turn; step: string })[]

export function createTransformFeature(): Feature {
  const made: { bench: TransformBench | null } = { bench: null }
  const benchOf = (editor: Editor) => (made.bench ??= createBench(editor))
  return {
    id: 'transform',
    tool: (editor) => createTransform(editor, benchOf(editor)),
    commands: ({ editor }) =>
      turns.map(({ turn, step, ...command }) => ({
        ...command,
        enabled: () => hasTarget(editor),
        run: () => turnLayers(editor, benchOf(editor), turn, step),
      })),
  }
}
