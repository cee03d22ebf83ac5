import { ClipboardPaste, Copy, Eraser, Scissors } from 'lucide-react'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Command } from '#ui/commands/command.ts'
import type { Feature, FeatureParts } from '../feature.ts'
import { type Board, type Clip, mergedClip } from './clip.ts'
import { listenToPaste, pasteFiles } from './pasting.ts'
import { readSystem, writeSystem } from './system.ts'
import { copyPixels, cutPixels, deletePixels, pasteClip } from './taking.ts'

export function createClipboard(): Feature {
  const board: Board = { clip: null }
  return {
    id: 'clipboard',
    start: ({ editor }) => listenToPaste(editor, board),
    commands: (parts) => onCanvas(parts.editor, [...taking(parts, board), ...giving(parts, board)]),
  }
}

function taking({ editor }: FeatureParts, board: Board): Command[] {
  const some = () => editor.document().activeLayerId !== null
  const keep = (clip: Clip | null) => {
    if (!clip) return
    board.clip = clip
    void writeSystem(clip).then((written) => written || editor.say({ textKey: 'clipboard.no-system' }))
  }
  return [
    {
      id: 'clipboard.cut',
      labelKey: 'command.cut',
      icon: Scissors,
      keys: ['Mod+X'],
      enabled: some,
      run: () => keep(cutPixels(editor)),
    },
    {
      id: 'clipboard.copy',
      labelKey: 'command.copy',
      icon: Copy,
      keys: ['Mod+C'],
      enabled: some,
      run: () => keep(copyPixels(editor)),
    },
    {
      id: 'clipboard.copy-merged',
      labelKey: 'command.copy-merged',
      keys: ['Mod+Shift+C'],
      run() {
        editor.settle()
        const clip = mergedClip(editor)
        if (!clip) editor.say({ textKey: 'clipboard.nothing' })
        keep(clip)
      },
    },
  ]
}

function giving({ editor }: FeatureParts, board: Board): Command[] {
  return [
    {
      id: 'clipboard.paste',
      labelKey: 'command.paste',
      icon: ClipboardPaste,
      keys: ['Mod+V'],
      // The browser's own paste brings what other programs copied.
      native: true,
      run() {
        if (board.clip) pasteClip(editor, board.clip)
        else void readSystem().then(pasteFiles)
      },
    },
    {
      id: 'selection.delete',
      labelKey: 'command.delete-pixels',
      icon: Eraser,
      keys: ['Delete'],
      enabled: () => editor.document().selection !== null,
      run: () => deletePixels(editor),
    },
  ]
}
