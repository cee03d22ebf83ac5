import type { Editor } from '#editor/editor.ts'
import type { Board } from './clip.ts'
import { isOurs } from './system.ts'
import { pasteClip } from './taking.ts'

/**
 * Hears pasting before everyone else: where the system's clipboard still holds what was copied here, the lossless
 * copy is pasted; all else goes on to those who take pictures in.
 */
export function listenToPaste(editor: Editor, board: Board): () => void {
  const abort = new AbortController()
  const listen = (event: ClipboardEvent) => {
    const { clip } = board
    if (!clip || !event.isTrusted || isText(event.target) || editor.session.get().room !== 'canvas') return
    const files = [...(event.clipboardData?.files ?? [])]
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (files.length === 0 && text !== '') return
    event.preventDefault()
    event.stopImmediatePropagation()
    const [file] = files
    if (!file) return pasteClip(editor, clip)
    void isOurs(file, clip)
      .catch(() => false)
      .then((ours) => (ours ? pasteClip(editor, clip) : pasteFiles(files)))
  }
  window.addEventListener('paste', listen, { signal: abort.signal, capture: true })
  return () => abort.abort()
}

/** Hands files on as if they were pasted. */
export function pasteFiles(files: readonly File[]): void {
  if (files.length === 0) return
  const clipboardData = new DataTransfer()
  for (const file of files) clipboardData.items.add(file)
  window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
