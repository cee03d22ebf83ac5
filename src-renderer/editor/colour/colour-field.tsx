import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseColour, writeColour } from '../pixels/blend.ts'
import { HexField } from './hex-field.tsx'
import { type Hsv, fromHsv, toHsv } from './hsv.ts'

interface ColourFieldProps {
  colour: string
  onChange(colour: string): void
}

/** A square of saturation and brightness, a bar of hues and the number: any colour, by pointer or by keys. */
export function ColourField({ colour, onChange }: ColourFieldProps) {
  const { t } = useTranslation()
  // Kept apart, since black and grey have no hue and would lose it.
  const [hsv, setHsv] = useState(() => toHsv(parseColour(colour)))
  const shown =
    writeColour(fromHsv(hsv)) === colour ? hsv : { ...toHsv(parseColour(colour)), hue: hueOf(colour, hsv) }
  const take = (change: Partial<Hsv>) => {
    const next = { ...shown, ...change }
    setHsv(next)
    onChange(writeColour(fromHsv(next)))
  }
  return (
    <div className="colour-field">
      <Square shown={shown} label={t('colour.square')} take={take} />
      <input
        type="range"
        className="hue-bar"
        aria-label={t('colour.hue')}
        min={0}
        max={359}
        value={Math.round(shown.hue)}
        onChange={(event) => take({ hue: event.target.valueAsNumber })}
      />
      <HexField colour={colour} onChange={onChange} />
    </div>
  )
}

interface SquareProps {
  shown: Hsv
  label: string
  take(change: Partial<Hsv>): void
}

function Square({ shown, label, take }: SquareProps) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    else if ((event.buttons & 1) === 0) return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const share = (value: number) => Math.min(Math.max(value, 0), 1)
    take({
      saturation: share((event.clientX - left) / width),
      value: share(1 - (event.clientY - top) / height),
    })
  }
  const press = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.01
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (!by) return
    event.preventDefault()
    event.stopPropagation()
    const share = (value: number) => Math.min(Math.max(value, 0), 1)
    take({ saturation: share(shown.saturation + by[0]! * step), value: share(shown.value + by[1]! * step) })
  }
  const percent = (value: number) => Math.round(value * 100)
  return (
    <div
      className="colour-square"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent(shown.saturation)}
      aria-valuetext={`${percent(shown.saturation)} %, ${percent(shown.value)} %`}
      style={{ '--hue': shown.hue } as React.CSSProperties}
      onPointerDown={drag}
      onPointerMove={drag}
      onKeyDown={press}
    >
      <span
        className="colour-mark"
        style={{ left: `${shown.saturation * 100}%`, top: `${(1 - shown.value) * 100}%` }}
      />
    </div>
  )
}

function hueOf(colour: string, before: Hsv): number {
  const { hue, saturation } = toHsv(parseColour(colour))
  return saturation === 0 ? before.hue : hue
}
