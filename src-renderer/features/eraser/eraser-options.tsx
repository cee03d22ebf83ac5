import { PresetChoice } from '#editor/presets/preset-choice.tsx'
import { TipOptions } from '#editor/tools/tip-options.tsx'

export function EraserOptions() {
  return (
    <>
      <PresetChoice tool="eraser" />
      <TipOptions toolId="eraser" flow />
    </>
  )
}
