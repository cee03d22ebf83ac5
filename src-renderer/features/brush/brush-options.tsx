import { ColourOptions } from '#editor/colour/colour-options.tsx'
import { PresetChoice } from '#editor/presets/preset-choice.tsx'
import { TipOptions } from '#editor/tools/tip-options.tsx'

export function BrushOptions() {
  return (
    <>
      <ColourOptions />
      <PresetChoice tool="brush" />
      <TipOptions toolId="brush" flow colours />
    </>
  )
}
