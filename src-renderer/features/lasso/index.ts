import { Lasso } from 'lucide-react'
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

export function createLasso(
  editor: Editor,
  settings: Store<SelectingSettings> = createStore(plainSelecting),
): Tool {
  return {
    id: 'lasso',
    labelKey: 'tool.lasso',
    hintKey: 'hint.lasso',
    icon: Lasso,
    key: 'L',
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

export function createLassoFeature(settings: Store<SelectingSettings>): Feature {
  return { id: 'lasso', tool: (editor) => createLasso(editor, settings) }
}
