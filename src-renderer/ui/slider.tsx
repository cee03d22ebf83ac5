import { useId } from 'react'
import { NumberField } from './number-field.tsx'

interface SliderProps {
  label: string
  value: number
  min: number
  max: number
  step?: number
  /** Shown after the number, such as `%` or `px`. */
  unit?: string
  hint?: string
  onChange(value: number): void
  /** A drag begins and ends: one step of the history. */
  onStart?(): void
  onEnd?(): void
}

/** Keys that move a slider; all others (Ctrl+Z above all) are none of its business. */
const movingKeys = new Set([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
  'Home',
  'End',
])

/** A slider whose value can also be typed. */
export function Slider(props: SliderProps) {
  const id = useId()
  const { label, value, min, max, step = 1, unit } = props
  const share = ((Math.min(Math.max(value, min), max) - min) / (max - min)) * 100
  return (
    <div className="field slider" title={props.hint}>
      <label htmlFor={id}>{label}</label>
      <NumberField
        label={label}
        bare
        {...{ value, min, max, step }}
        {...(unit ? { unit } : {})}
        onChange={(next) => {
          props.onStart?.()
          props.onChange(next)
          props.onEnd?.()
        }}
      />
      <input
        id={id}
        type="range"
        {...{ value, min, max, step }}
        style={{ '--share': `${share}%` } as React.CSSProperties}
        onPointerDown={() => props.onStart?.()}
        onKeyDown={(event) => movingKeys.has(event.key) && props.onStart?.()}
        onChange={(event) => props.onChange(event.target.valueAsNumber)}
        onPointerUp={() => props.onEnd?.()}
        onPointerCancel={() => props.onEnd?.()}
        onKeyUp={() => props.onEnd?.()}
        onBlur={() => props.onEnd?.()}
      />
    </div>
  )
}
