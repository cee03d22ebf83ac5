import { Shapes } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import type { ShapeSettings } from './shape-planes.ts'
import { ShapeOptions } from './shape-options.tsx'
import { corners } from './states/corners.ts'
import { drawing } from './states/drawing.ts'

const plain: ShapeSettings = { kind: 'rectangle', filled: true, outlined: false, width: 4, radius: 0 }

export function createShapes(editor: Editor, settings: Store<ShapeSettings> = createStore(plain)): Tool {
  return {
    id: 'shapes',
    labelKey: 'tool.shapes',
    hintKey: 'hint.shapes',
    icon: Shapes,
    key: 'U',
    group: 'shape',
    cursor: 'crosshair',
    initial: 'idle',
    states: {
      idle: { down: () => (settings.get().kind === 'polygon' ? 'corners' : 'drawing') },
      drawing: drawing(editor, settings),
      corners: corners(editor, settings),
    },
    movesWithSpace: true,
    Options: () => createElement(ShapeOptions, { settings }),
  }
}

export const shapes: Feature = { id: 'shapes', tool: (editor) => createShapes(editor) }
