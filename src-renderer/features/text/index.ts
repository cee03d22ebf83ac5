import { Type } from 'lucide-react'
import { createElement } from 'react'
import { createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { createPicking, createPickingIdle } from '#editor/tools/pick-colour.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { type TextDraft, plainText } from './draft.ts'
import { rasterise } from './rasterise.ts'
import { type TextParts, typing } from './states/typing.ts'
import { TextField } from './text-field.tsx'
import { TextOptions } from './text-options.tsx'

export function createTextTool(editor: Editor, parts: TextParts): Tool {
  return {
    id: 'text',
    labelKey: 'tool.text',
    hintKey: 'hint.text',
    icon: Type,
    key: 'T',
    group: 'shape',
    cursor: 'crosshair',
    initial: 'idle',
    states: {
      idle: createPickingIdle(editor, 'typing'),
      typing: typing(editor, parts),
      picking: createPicking(editor),
    },
    Options: () => createElement(TextOptions, { settings: parts.settings }),
  }
}

/** The tool and the field in which one writes share the text on its way. */
export function createText(): Feature {
  const parts: TextParts = {
    draft: createStore<TextDraft | null>(null),
    settings: createStore(plainText),
    write: rasterise,
  }
  return {
    id: 'text',
    tool: (editor) => createTextTool(editor, parts),
    views: { over: () => createElement(TextField, parts) },
  }
}
