import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { neutralAdjustment } from '#shared/document/adjust/index.ts'
import { type Layer, activeLayer } from '#shared/document/canvas-document.ts'
import { isLocked } from '#shared/document/layer-tree.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Panel } from '#ui/panel.tsx'
import { applicable, applyToLayerBelow } from './apply.ts'
import { BlurFields } from './blur-fields.tsx'
import { CurvesFields } from './curves-fields.tsx'
import { HueFields } from './hue-fields.tsx'
import { LevelsFields } from './levels-fields.tsx'
import { useAdjust } from './use-adjust.ts'

/** What the active layer is set to, when it is an adjustment. */
export function AdjustmentPanel() {
  const active = useDocument(activeLayer)
  return active?.adjustment ? (
    <Settings key={active.id} layer={active} adjustment={active.adjustment} />
  ) : null
}

function Settings({ layer, adjustment }: { layer: Layer; adjustment: Adjustment }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const adjusting = useAdjust(layer.id)
  const locked = useDocument((document) => isLocked(document, layer))
  const target = useDocument(() => applicable(editor))
  const hint = target ? t('adjustment.apply-hint', { name: target.name }) : t('adjustment.nothing-below')
  return (
    <Panel
      title={t('panel.adjustment')}
      actions={
        <IconButton
          icon={RotateCcw}
          size="small"
          label={t('adjustment.reset')}
          disabled={locked}
          onClick={() => adjusting.set(neutralAdjustment(adjustment.kind))}
        />
      }
    >
      <fieldset className="adjustment" disabled={locked} aria-label={layer.name}>
        <Fields {...{ layer, adjustment }} />
        <button
          type="button"
          className="button"
          title={hint}
          disabled={!target}
          onClick={() => applyToLayerBelow(editor)}
        >
          {t('adjustment.apply')}
        </button>
      </fieldset>
    </Panel>
  )
}

function Fields({ layer, adjustment }: { layer: Layer; adjustment: Adjustment }) {
  const adjusting = useAdjust(layer.id)
  switch (adjustment.kind) {
    case 'levels':
      return <LevelsFields {...{ layer, adjustment, adjusting }} />
    case 'curves':
      return <CurvesFields {...{ layer, adjustment, adjusting }} />
    case 'hue-saturation':
      return <HueFields {...{ adjustment, adjusting }} />
    case 'blur':
      return <BlurFields {...{ adjustment, adjusting }} />
  }
}
