import { useDocument } from '#editor/editor-context.ts'
import { regionTints } from '#editor/render/tints.ts'

/** The colour in which the canvas shows the region. */
export function RegionDot({ id }: { id: string }) {
  const tint = useDocument((document) => regionTints(document).get(id) ?? null)
  const style = tint ? { background: `rgb(${tint.join(' ')})` } : {}
  return <span className="region-dot" style={style} aria-hidden />
}
