import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { curveTable } from '#shared/document/adjust/index.ts'
import type { Curve } from '#shared/entities/adjustment.ts'
import { addPoint, movePoint, removePoint } from './curve-points.ts'
import { Histogram } from './histogram.tsx'

/** A curve in the making: as `Adjusting`, for this curve alone. */
interface CurveAdjusting {
  start(): void
  show(curve: Curve): void
  end(): void
  cancel(): void
  set(curve: Curve): void
}

interface CurveEditorProps {
  layer: Layer
  channel: 'all' | 'red' | 'green' | 'blue'
  curve: Curve
  /** The point in hand. */
  at: number
  adjusting: CurveAdjusting
  onChoose(at: number): void
}

/** So near to a point, in values, a press takes it. */
const grasp = 12
/** So far out of the square a point is thrown away. */
const away = 32

/** The curve as a line to bend: drag points, press beside them for a new one, drag one out to remove it. */
export function CurveEditor({ layer, channel, curve, at, adjusting, onChoose }: CurveEditorProps) {
  const { t } = useTranslation()
  const { square, down, move, up, giveUp } = useCurveDrag(curve, adjusting, onChoose)
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const changed = keyChange(curve, index, event)
    if (changed) {
      adjusting.set(changed.curve)
      onChoose(changed.at)
    } else if (event.key !== 'Escape' || !giveUp()) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={`curve ${channel}`} title={t('adjustment.curve-hint')}>
      <Histogram layerId={layer.id} channel={channel === 'all' ? 'light' : channel} />
      <svg
        ref={square}
        viewBox="0 0 255 255"
        role="group"
        aria-label={t('adjustment.curve')}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
      >
        <path
          className="curve-grid"
          d="M64 0V255M128 0V255M191 0V255M0 64H255M0 128H255M0 191H255M0 255L255 0"
        />
        <path className="curve-line" d={lineOf(curve)} />
        {curve.map(({ x, y }, index) => (
          <circle
            // Points are told apart by their place in the curve.
            key={index}
            className={index === at ? 'curve-point chosen' : 'curve-point'}
            cx={x}
            cy={255 - y}
            r={5}
            role="slider"
            tabIndex={index === at ? 0 : -1}
            aria-label={t('adjustment.curve-point', { number: index + 1 })}
            aria-valuemin={0}
            aria-valuemax={255}
            aria-valuenow={y}
            aria-valuetext={t('adjustment.curve-value', { from: x, to: y })}
            onFocus={() => onChoose(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
      </svg>
    </div>
  )
}

/** A press on the square: takes a point or makes one, moves it, throws it away far out. One gesture. */
function useCurveDrag(curve: Curve, adjusting: CurveAdjusting, onChoose: (at: number) => void) {
  const square = useRef<SVGSVGElement>(null)
  const drag = useRef<{ curve: Curve; at: number } | null>(null)
  const valueAt = (event: PointerEvent) => {
    const box = square.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1)
    const x = ((event.clientX - box.left) / box.width) * 255
    return { x, y: 255 - ((event.clientY - box.top) / box.height) * 255 }
  }
  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || event.currentTarget.closest('fieldset')?.disabled) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const value = valueAt(event)
    const near = curve.findIndex((point) => Math.hypot(point.x - value.x, point.y - value.y) < grasp)
    drag.current = near >= 0 ? { curve, at: near } : addPoint(curve, value)
    onChoose(drag.current.at)
    adjusting.start()
    if (near < 0) adjusting.show(movePoint(drag.current.curve, drag.current.at, value))
  }
  const move = (event: PointerEvent) => {
    const held = drag.current
    if (!held) return
    const value = valueAt(event)
    const inner = held.at > 0 && held.at < held.curve.length - 1
    const out = Math.max(-value.x, value.x - 255, -value.y, value.y - 255) > away
    adjusting.show(
      inner && out ? removePoint(held.curve, held.at).curve : movePoint(held.curve, held.at, value),
    )
  }
  const up = () => {
    if (drag.current) adjusting.end()
    drag.current = null
  }
  const giveUp = () => {
    const held = drag.current !== null
    if (held) adjusting.cancel()
    drag.current = null
    return held
  }
  return { square, down, move, up, giveUp }
}

function lineOf(curve: Curve): string {
  const table = curveTable(curve)
  return `M${Array.from(table, (y, x) => `${x} ${255 - y}`).join('L')}`
}

/** Arrows move a point by one, with Shift by ten; Delete takes it away. */
function keyChange(curve: Curve, at: number, event: KeyboardEvent): { curve: Curve; at: number } | null {
  const point = curve[at]
  if (!point || event.ctrlKey || event.metaKey || event.altKey) return null
  const by = event.shiftKey ? 10 : 1
  switch (event.key) {
    case 'ArrowUp':
      return { curve: movePoint(curve, at, { ...point, y: point.y + by }), at }
    case 'ArrowDown':
      return { curve: movePoint(curve, at, { ...point, y: point.y - by }), at }
    case 'ArrowRight':
      return { curve: movePoint(curve, at, { ...point, x: point.x + by }), at }
    case 'ArrowLeft':
      return { curve: movePoint(curve, at, { ...point, x: point.x - by }), at }
    case 'Delete':
    case 'Backspace':
      return removePoint(curve, at)
    default:
      return null
  }
}
