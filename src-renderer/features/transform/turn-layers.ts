import type { Editor } from '#editor/editor.ts'
import { liftLayers, putDown } from '#editor/moving/lift.ts'
import { movedLayers } from '#editor/moving/targets.ts'
import { union } from '#editor/pixels/rectangles.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import { chain } from '#shared/document/transform/matrix.ts'
import { showFrame } from './show-frame.ts'
import { type Turn, turnAbout } from './turns.ts'
import { middleOf, quadOf } from './frame.ts'
import type { TransformBench } from './work.ts'

/** Flips or turns what is chosen at once, as one step; within a transform it is part of that. */
export function turnLayers(editor: Editor, bench: TransformBench, turn: Turn, labelKey: string): void {
  const work = bench.work.get()
  if (work) {
    const { x, y } = middleOf(quadOf(work.bounds, work.matrix))
    bench.set(
      chain(work.matrix, turnAbout({ x: Math.round(x), y: Math.round(y), width: 0, height: 0 }, turn)),
    )
    return showFrame(editor, bench)
  }
  const layers = movedLayers(editor)
  if (!layers) return
  const { pieces, without } = liftLayers(editor.document(), layers)
  const bounds = pieces.map(({ pixels }) => contentBounds(pixels)).reduce(union, null)
  if (!bounds) return editor.say({ textKey: 'transform.nothing' })
  editor.edit(labelKey, (document) => {
    const left = without(document)
    return putDown(left, pieces, turnAbout(bounds, turn), 'nearest')?.(left) ?? document
  })
}
