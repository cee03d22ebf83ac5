import type { SelectionMode } from '#shared/document/selection/combine.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Point } from '../camera.ts'
import type { Editor } from '../editor.ts'
import type { SketchBadge } from '../sketch.ts'
import type { ToolPointer } from '../tools/tool.ts'

/** Shift adds, Alt takes away, both keep what is in both; without them the tool's own mode counts. */
export function modeFor(
  { shift, alt }: Pick<ToolPointer, 'shift' | 'alt'>,
  own: SelectionMode,
): SelectionMode {
  if (shift && alt) return 'intersect'
  if (shift) return 'add'
  return alt ? 'subtract' : own
}

export function badgeOf(mode: SelectionMode): { badge?: SketchBadge } {
  return mode === 'replace' ? {} : { badge: mode }
}

/** True where the pixel under the point is at least half selected. */
export function isSelectedAt(editor: Editor, { x, y }: Point): boolean {
  const { selection } = editor.document()
  if (!selection) return false
  const [coverage = 0] = readPixels(selection, { x: Math.floor(x), y: Math.floor(y), width: 1, height: 1 })
  return coverage > 127
}
