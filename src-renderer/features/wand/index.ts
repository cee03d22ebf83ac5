import { WandSparkles } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { SelectOptions } from '#editor/selecting/select-options.tsx'
import { type SelectingSettings, plainSelecting } from '#editor/selecting/settings.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { idle } from './states/idle.ts'

export function createWand(
  editor: Editor,
  settings: Store<SelectingSettings> = createStore(plainSelecting),
): Tool {
  return {
    id: 'wand',
    labelKey: 'tool.wand',
    hintKey: 'hint.wand',
    icon: WandSparkles,
    key: 'W',
    group: 'select',
    cursor: 'crosshair',
    initial: 'idle',
    states: { idle: idle(editor, settings) },
    Options: () => createElement(SelectOptions, { settings, wand: true }),
  }
}

export function createWandFeature(settings: Store<SelectingSettings>): Feature {
  return { id: 'wand', tool: (editor) => createWand(editor, settings) }
}
