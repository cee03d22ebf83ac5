import { Pipette } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { PickerOptions } from './picker-options.tsx'
import { type PickerSettings, plainPicker } from './sample-colour.ts'
import { idle } from './states/idle.ts'
import { picking } from './states/picking.ts'

export function createPicker(
  editor: Editor,
  settings: Store<PickerSettings> = createStore(plainPicker),
): Tool {
  return {
    id: 'picker',
    labelKey: 'tool.picker',
    hintKey: 'hint.picker',
    icon: Pipette,
    key: 'I',
    group: 'paint',
    cursor: 'crosshair',
    initial: 'idle',
    states: { idle: idle(editor, settings), picking: picking(editor, settings) },
    Options: () => createElement(PickerOptions, { settings }),
  }
}

export const picker: Feature = { id: 'picker', tool: (editor) => createPicker(editor) }
