import { Pentagon } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { createMovingOutline } from '#editor/selecting/moving-outline.ts'
import { createSelectIdle } from '#editor/selecting/select-idle.ts'
import { SelectOptions } from '#editor/selecting/select-options.tsx'
import { type SelectingSettings, plainSelecting } from '#editor/selecting/settings.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { drawing } from './states/drawing.ts'

export function createPolygon(
  editor: Editor,
  settings: Store<SelectingSettings> = createStore(plainSelecting),
): Tool {
  return {
    id: 'polygon',
    labelKey: 'tool.polygon',
    hintKey: 'hint.polygon',
    icon: Pentagon,
    key: 'Shift+L',
    group: 'select',
    cursor: 'crosshair',
    initial: 'idle',
    states: {
      idle: createSelectIdle(editor, settings),
      drawing: drawing(editor, settings),
      moving: createMovingOutline(editor),
    },
    Options: () => createElement(SelectOptions, { settings }),
  }
}

export function createPolygonFeature(settings: Store<SelectingSettings>): Feature {
  return { id: 'polygon', tool: (editor) => createPolygon(editor, settings) }
}
