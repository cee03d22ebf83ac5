import { Hand } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import { createIdle } from '#editor/tools/idle.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { panning } from './states/panning.ts'

export function createHand(editor: Editor): Tool {
  return {
    id: 'hand',
    labelKey: 'tool.hand',
    hintKey: 'hint.hand',
    icon: Hand,
    key: 'H',
    group: 'view',
    cursor: 'grab',
    initial: 'idle',
    states: { idle: createIdle('panning'), panning: panning(editor) },
  }
}

export const hand: Feature = { id: 'hand', tool: createHand }
