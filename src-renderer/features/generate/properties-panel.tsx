import { useTranslation } from 'react-i18next'
import { deviceNames, samplerNames } from '#shared/entities/generation-request.ts'
import { modelNamed } from '#client/model-names.ts'
import { Panel } from '#ui/panel.tsx'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { AdditionsFold } from './additions/additions-fold.tsx'
import { FinerSettings } from './finer-settings.tsx'
import { ModelField } from './model/model-field.tsx'
import { SeedField } from './seed-field.tsx'
import { SeedsField } from './seeds-field.tsx'
import { SizeFields } from './size-fields.tsx'
import { UpscaleField } from './upscale-field.tsx'
import { useDraftRequest } from './use-draft.ts'

/** Everything about the next picture that is not its prompt. */
export function PropertiesPanel() {
  const { t } = useTranslation()
  const { client } = useParts()
  const [request, change] = useDraftRequest()
  const models = useStore(client.models)
  const card = modelNamed(models, request.model)
  const devices = deviceNames.filter((name) => name === 'auto' || client.info.devices.includes(name))
  const own = card ? t(`sampler.${card.defaults.sampler}`) : ''
  return (
    <Panel title={t('panel.properties')} grow>
      <ModelField />
      <SizeFields />
      <UpscaleField />
      <Slider
        label={t('request.steps')}
        hint={t('hint.steps')}
        min={1}
        max={100}
        value={request.steps}
        onChange={(steps) => change({ steps })}
      />
      <Slider
        label={t('request.guidance')}
        hint={t('hint.guidance')}
        min={0}
        max={20}
        step={0.5}
        value={request.guidanceScale}
        onChange={(guidanceScale) => change({ guidanceScale })}
      />
      <Select
        label={t('request.sampler')}
        value={request.sampler ?? 'own'}
        options={[
          { value: 'own' as const, label: t('sampler.own', { name: own }) },
          ...samplerNames.map((value) => ({ value, label: t(`sampler.${value}`) })),
        ]}
        onChange={(sampler) => change({ sampler: sampler === 'own' ? null : sampler })}
      />
      <SeedField />
      <Slider
        label={t('request.count')}
        min={1}
        max={16}
        value={request.count}
        onChange={(count) => change({ count })}
      />
      <SeedsField />
      <Select
        label={t('request.device')}
        value={request.device}
        options={devices.map((value) => ({ value, label: t(`device.${value}`) }))}
        onChange={(device) => change({ device })}
      />
      <AdditionsFold />
      <FinerSettings />
    </Panel>
  )
}
