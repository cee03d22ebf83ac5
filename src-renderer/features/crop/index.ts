import { Crop } from 'lucide-react'
import { createElement } from 'react'
import { createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { createPageDialog } from './page-dialog.tsx'
import { paging } from './paging.ts'
import { CropOptions } from './crop-options.tsx'
import { type CropBench, createCropBench } from './frame.ts'
import { dragging } from './states/dragging.ts'
import { editing } from './states/editing.ts'

export function createCrop(editor: Editor, bench: CropBench = createCropBench(editor)): Tool {
  return {
    id: 'crop',
    labelKey: 'tool.crop',
    hintKey: 'hint.crop',
    icon: Crop,
    key: 'Shift+C',
    group: 'page',
    cursor: 'crosshair',
    initial: 'idle',
    temporary: true,
    states: { idle: {}, editing: editing(bench), dragging: dragging(editor, bench) },
    Options: () => createElement(CropOptions, { bench }),
    start() {
      editor.settle()
      bench.begin()
      return 'editing'
    },
  }
}

/** The page: cropping, its size, and what it fits. */
export function createCropFeature(): Feature {
  const open = createStore(false)
  return {
    id: 'crop',
    tool: (editor) => createCrop(editor),
    commands: ({ editor }) => onCanvas(editor, paging(editor, open)),
    views: { over: createPageDialog(open) },
  }
}
