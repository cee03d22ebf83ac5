import './adjustments.css'
import { Check, Contrast, Droplets, Spline, SunMedium } from 'lucide-react'
import i18next from 'i18next'
import { neutralAdjustment } from '#shared/document/adjust/index.ts'
import { activeLayer, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import type { AdjustmentKind } from '#shared/entities/adjustment.ts'
import type { Editor } from '#editor/editor.ts'
import type { Feature } from '../feature.ts'
import { AdjustmentPanel } from './adjustment-panel.tsx'
import { applicable, applyToLayerBelow } from './apply.ts'

const kinds = [
  { kind: 'levels', labelKey: 'command.adjustment-levels', icon: Contrast },
  { kind: 'curves', labelKey: 'command.adjustment-curves', icon: Spline },
  { kind: 'hue-saturation', labelKey: 'command.adjustment-hue-saturation', icon: SunMedium },
  { kind: 'blur', labelKey: 'command.adjustment-blur', icon: Droplets },
] as const

/** Layers that change the colours of what is beneath them, and what they are set to. */
export const adjustments: Feature = {
  id: 'adjustments',
  commands: ({ editor }) => [
    ...kinds.map(({ kind, labelKey, icon }) => ({
      ...{ id: `adjustment.new-${kind}`, labelKey, icon },
      run: () => addAdjustment(editor, kind, i18next.t(labelKey)),
    })),
    {
      id: 'adjustment.apply',
      labelKey: 'command.apply-adjustment',
      icon: Check,
      enabled: () => applicable(editor) !== null,
      run: () => applyToLayerBelow(editor),
    },
  ],
  views: { side: AdjustmentPanel },
}

function addAdjustment(editor: Editor, kind: AdjustmentKind, name: string): void {
  const layer = { ...newLayer(editor.newId(), 'adjustment', name), adjustment: neutralAdjustment(kind) }
  const active = activeLayer(editor.document())
  // Above a clipped layer it belongs to the same base.
  editor.edit('step.new-adjustment', addLayer({ ...layer, clip: active?.clip ?? false }))
}
