import { Pointer } from 'lucide-react'
import type { Editor } from '#editor/editor.ts'
import { createIdle } from '#editor/tools/idle.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { SmudgeOptions } from './smudge-options.tsx'
import { rubbing } from './states/rubbing.ts'

export function createSmudge(editor: Editor): Tool {
  return {
    id: 'smudge',
    labelKey: 'tool.smudge',
    hintKey: 'hint.smudge',
    icon: Pointer,
    key: 'R',
    group: 'retouch',
    cursor: 'tip',
    initial: 'idle',
    states: { idle: createIdle('rubbing'), rubbing: rubbing(editor) },
    Options: SmudgeOptions,
  }
}

export const smudge: Feature = { id: 'smudge', tool: createSmudge }
