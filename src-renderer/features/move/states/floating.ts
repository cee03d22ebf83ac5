import { contentBounds } from '#shared/document/pixel-transfer.ts'
import { translation } from '#shared/document/transform/matrix.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { LiftedPiece } from '#editor/lifted.ts'
import { liftLayers, putDown } from '#editor/moving/lift.ts'
import { movedLayers } from '#editor/moving/targets.ts'
import { union } from '#editor/pixels/rectangles.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { dragWay } from '../drag-way.ts'
import type { MoveSettings } from '../move-settings.ts'

interface Grip {
  readonly from: ToolPointer
  readonly pieces: readonly LiftedPiece[]
  readonly area: Rectangle | null
}

/** Drags what is selected, out of its layers (with Alt: a copy of it); it is put down where it is let go. */
export function floating(editor: Editor, settings: Store<MoveSettings>): ToolState {
  const hand: { grip: Grip | null } = { grip: null }
  const way = (grip: Grip, pointer: ToolPointer) =>
    dragWay(editor, grip.from, pointer, grip.area, settings.get().snap)
  const drag = (pointer: ToolPointer) => {
    const { grip } = hand
    if (!grip) return undefined
    const { dx, dy, guides } = way(grip, pointer)
    editor.lifted.set({ pieces: grip.pieces, matrix: translation(dx, dy), outline: true })
    editor.sketch.set(guides.length > 0 ? { lines: guides } : null)
    return undefined
  }
  const leave = () => {
    hand.grip = null
    editor.lifted.set(null)
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      editor.begin()
      hand.grip = takeUp(editor, pointer)
      drag(pointer)
    },
    move: drag,
    up(pointer) {
      const { grip } = hand
      if (!grip || !putPiecesDown(editor, grip, way(grip, pointer))) editor.cancel()
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}

/** False where nothing moved: put back where they were, soft edges would grow thin. */
function putPiecesDown(editor: Editor, { pieces }: Grip, { dx, dy }: { dx: number; dy: number }): boolean {
  const edit = putDown(editor.document(), pieces, translation(dx, dy), 'lanczos')
  if (!edit || (dx === 0 && dy === 0)) return false
  editor.update(edit)
  editor.commit('step.move-pixels')
  return true
}

function takeUp(editor: Editor, pointer: ToolPointer): Grip | null {
  const layers = movedLayers(editor)
  if (!layers) return null
  const { pieces, without } = liftLayers(editor.document(), layers)
  if (pieces.length === 0) editor.say({ textKey: 'move.nothing' })
  if (pieces.length > 0 && !pointer.alt) editor.update(without)
  const area = pieces.map(({ pixels }) => contentBounds(pixels)).reduce(union, null)
  return pieces.length > 0 ? { from: pointer, pieces, area } : null
}
