import { type Matrix, identity } from '#shared/document/transform/matrix.ts'
import type { Filter } from '#shared/document/transform/resample.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { LiftedPiece } from '#editor/lifted.ts'
import { liftLayers, putDown } from '#editor/moving/lift.ts'
import { movedLayers } from '#editor/moving/targets.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import { union } from '#editor/pixels/rectangles.ts'

/** A transform that is not applied yet. */
export interface Work {
  readonly pieces: readonly LiftedPiece[]
  readonly bounds: Rectangle
  readonly matrix: Matrix
}

export interface TransformBench {
  readonly work: Store<Work | null>
  readonly filter: Store<Filter>
  /** Takes the chosen pixels in hand; false when there are none. */
  begin(): boolean
  set(matrix: Matrix): void
  /** One step; false when this frame cannot be filled, and the work goes on. */
  apply(): boolean
  cancel(): void
}

/** Holds the pixels of one transform: out of the document while it lasts, back in it as one step. */
export function createBench(editor: Editor): TransformBench {
  const work = createStore<Work | null>(null)
  const filter = createStore<Filter>('lanczos')
  const end = () => {
    work.set(null)
    editor.pending.set(null)
    editor.lifted.set(null)
  }
  const bench: TransformBench = {
    work,
    filter,
    begin: () => beginWork(editor, bench),
    set(matrix) {
      const current = work.get()
      if (!current) return
      work.set({ ...current, matrix })
      editor.lifted.set({ pieces: current.pieces, matrix, outline: editor.document().selection !== null })
    },
    apply() {
      const current = work.get()
      if (!current) return true
      const edit = putDown(editor.document(), current.pieces, current.matrix, filter.get())
      if (!edit) {
        editor.say({ textKey: 'transform.impossible' })
        return false
      }
      end()
      if (current.matrix === identity) return (editor.cancel(), true)
      editor.update(edit)
      editor.commit('step.transform')
      return true
    },
    cancel() {
      if (!work.get()) return
      end()
      editor.cancel()
    },
  }
  return bench
}

function beginWork(editor: Editor, bench: TransformBench): boolean {
  editor.settle()
  const layers = movedLayers(editor)
  if (!layers) return false
  const { pieces, without } = liftLayers(editor.document(), layers)
  const bounds = pieces.map(({ pixels }) => contentBounds(pixels)).reduce(union, null)
  if (!bounds) {
    editor.say({ textKey: 'transform.nothing' })
    return false
  }
  editor.begin()
  editor.update(without)
  editor.pending.set({ apply: () => void (bench.apply() || bench.cancel()), cancel: () => bench.cancel() })
  bench.work.set({ pieces, bounds, matrix: identity })
  bench.set(identity)
  return true
}
