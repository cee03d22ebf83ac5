import { Slider } from '../slider.tsx'

interface PercentProps {
  label: string
  /** 0 … 1. */
  value: number
  /** In percent. */
  min: number
  onChange(value: number): void
}

/** A slider of a share, shown in percent. */
export function Percent({ label, value, min, onChange }: PercentProps) {
  return (
    <Slider
      label={label}
      unit="%"
      value={Math.round(value * 100)}
      min={min}
      max={100}
      onChange={(percent) => onChange(percent / 100)}
    />
  )
}
