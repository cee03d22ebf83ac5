import { Blend } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { createPicking, createPickingIdle } from '#editor/tools/pick-colour.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { GradientOptions } from './gradient-options.tsx'
import type { GradientSettings } from './ramp.ts'
import { dragging } from './states/dragging.ts'

const plain: GradientSettings = { shape: 'linear', to: 'background', reversed: false }

export function createGradient(editor: Editor, settings: Store<GradientSettings> = createStore(plain)): Tool {
  return {
    id: 'gradient',
    labelKey: 'tool.gradient',
    hintKey: 'hint.gradient',
    icon: Blend,
    key: 'Shift+G',
    group: 'fill',
    cursor: 'crosshair',
    initial: 'idle',
    states: {
      idle: createPickingIdle(editor, 'dragging'),
      dragging: dragging(editor, settings),
      picking: createPicking(editor),
    },
    Options: () => createElement(GradientOptions, { settings }),
  }
}

export const gradient: Feature = { id: 'gradient', tool: (editor) => createGradient(editor) }
