import type { Editor } from '#editor/editor.ts'

/** Resolves when no gesture is under way: nothing that stages or accepts ever cuts a stroke off. */
export function whenCalm({ history }: Editor): Promise<void> {
  if (!history.get().mark) return Promise.resolve()
  return new Promise((resolve) => {
    const stop = history.subscribe(() => {
      if (history.get().mark) return
      stop()
      resolve()
    })
  })
}
