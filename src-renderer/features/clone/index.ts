import { Stamp as StampIcon } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { CloneOptions } from './clone-options.tsx'
import type { CloneSettings, Stamp } from './stamp.ts'
import { idle, sourcing } from './states/sourcing.ts'
import { stamping } from './states/stamping.ts'

const plain: CloneSettings = { aligned: true, sampleAll: false }

export function createClone(editor: Editor, settings: Store<CloneSettings> = createStore(plain)): Tool {
  const stamp: Stamp = { source: null, shift: null }
  return {
    id: 'clone',
    labelKey: 'tool.clone',
    hintKey: 'hint.clone',
    icon: StampIcon,
    key: 'S',
    group: 'retouch',
    cursor: 'tip',
    initial: 'idle',
    states: {
      idle: idle(editor, stamp),
      sourcing: sourcing(editor, stamp),
      stamping: stamping(editor, settings, stamp),
    },
    Options: () => createElement(CloneOptions, { settings }),
  }
}

export const clone: Feature = { id: 'clone', tool: (editor) => createClone(editor) }
