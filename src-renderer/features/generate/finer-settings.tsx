import { useTranslation } from 'react-i18next'
import { scheduleNames } from '#shared/entities/generation-request.ts'
import { longPrompts, precisions, promptSyntaxes, tilings } from '#shared/entities/request-additions.ts'
import { Fold } from '#ui/fold.tsx'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import { HiresFields } from './hires-fields.tsx'
import { useDraftRequest } from './use-draft.ts'

/** What most pictures leave as it is. */
export function FinerSettings() {
  const { t } = useTranslation()
  const [request, change] = useDraftRequest()
  return (
    <Fold label={t('finer.title')}>
      <Select
        label={t('request.schedule')}
        hint={t('hint.schedule')}
        value={request.schedule ?? 'own'}
        options={[
          { value: 'own' as const, label: t('schedule.own') },
          ...scheduleNames.map((value) => ({ value, label: t(`schedule.${value}`) })),
        ]}
        onChange={(schedule) => change({ schedule: schedule === 'own' ? null : schedule })}
      />
      <HiresFields />
      <Select
        label={t('request.tiling')}
        hint={t('hint.tiling')}
        value={request.tiling}
        options={tilings.map((value) => ({ value, label: t(`tiling.${value}`) }))}
        onChange={(tiling) => change({ tiling })}
      />
      <Select
        label={t('request.prompt-syntax')}
        hint={t('hint.prompt-syntax')}
        value={request.promptSyntax}
        options={promptSyntaxes.map((value) => ({ value, label: t(`prompt-syntax.${value}`) }))}
        onChange={(promptSyntax) => change({ promptSyntax })}
      />
      <Select
        label={t('request.long-prompt')}
        hint={t('hint.long-prompt')}
        value={request.longPrompt}
        options={longPrompts.map((value) => ({ value, label: t(`long-prompt.${value}`) }))}
        onChange={(longPrompt) => change({ longPrompt })}
      />
      <Slider
        label={t('request.clip-skip')}
        hint={t('hint.clip-skip')}
        min={0}
        max={11}
        value={request.clipSkip}
        onChange={(clipSkip) => change({ clipSkip })}
      />
      <Slider
        label={t('request.guidance-rescale')}
        hint={t('hint.guidance-rescale')}
        min={0}
        max={1}
        step={0.05}
        value={request.guidanceRescale}
        onChange={(guidanceRescale) => change({ guidanceRescale })}
      />
      <Select
        label={t('request.precision')}
        hint={t('hint.precision')}
        value={request.precision}
        options={precisions.map((value) => ({ value, label: t(`precision.${value}`) }))}
        onChange={(precision) => change({ precision })}
      />
    </Fold>
  )
}
