import { useEffect, useRef } from 'react'
import type { CSSProperties } from 'react'
import { useEditor } from '#editor/editor-context.ts'
import { parseColour } from '#editor/pixels/blend.ts'
import type { SeenPlan } from '#editor/seen/plan.ts'
import { useStore } from '#ui/store.ts'
import { drawSeen } from './draw-seen.ts'
import { SeenLegend } from './seen-legend.tsx'

/** The part of the canvas that is really sent, what it is pre-filled with, the mask with its seam, and the numbers. */
export function SeenOverlay() {
  const { session, seen } = useEditor()
  // A candidate that is looked at would be hidden by what the next one starts from.
  const shown = useStore(session, ({ seen: { pinned, peek }, floating, stagedHidden }) => {
    const looking = floating !== null && !stagedHidden
    return peek || (pinned && !looking)
  })
  const plan = useStore(seen)
  if (!shown || !plan) return null
  return (
    <div className="seen" data-testid="seen" data-verb={plan.verb}>
      <SeenFrame plan={plan} />
      <SeenLegend plan={plan} />
    </div>
  )
}

function SeenFrame({ plan }: { plan: SeenPlan }) {
  const editor = useEditor()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { camera, fill } = useStore(editor.session, (value) => ({ camera: value.camera, fill: value.fill }))
  useEffect(() => {
    const { current } = canvas
    const context = current?.getContext('2d')
    if (!current || !context) return
    const { width, height } = plan.context
    const tint = parseColour(getComputedStyle(current).getPropertyValue('--mask').trim())
    const pixels = drawSeen(editor.document(), plan, fill, tint)
    context.clearRect(0, 0, width, height)
    if (pixels) context.putImageData(new ImageData(pixels, width, height), 0, 0)
  }, [editor, plan, fill])
  const { x, y, width, height } = plan.context
  const { zoom } = camera
  const place: CSSProperties = {
    left: x * zoom + camera.x,
    top: y * zoom + camera.y,
    width: width * zoom,
    height: height * zoom,
  }
  return (
    <div className="seen-frame" style={place}>
      <canvas ref={canvas} width={width} height={height} aria-hidden />
    </div>
  )
}
