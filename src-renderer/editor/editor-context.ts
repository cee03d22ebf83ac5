import { createContext, useContext } from 'react'
import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { useStore } from '#ui/store.ts'
import type { Editor } from './editor.ts'
import type { ToolRunner } from './tools/tool-runner.ts'

export interface EditorParts {
  readonly editor: Editor
  readonly tools: ToolRunner
}

export const EditorContext = createContext<EditorParts | null>(null)

export function useEditor(): Editor {
  return useEditorParts().editor
}

export function useEditorParts(): EditorParts {
  const parts = useContext(EditorContext)
  if (!parts) throw new Error('The editor is read outside of the shell.')
  return parts
}

export function useDocument<S>(select: (document: CanvasDocument) => S): S {
  return useStore(useEditor().history, (history) => select(history.present))
}
