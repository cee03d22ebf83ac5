import { useTranslation } from 'react-i18next'
import { seedWays } from '#shared/entities/generation-request.ts'
import { Select } from '#ui/select.tsx'
import { useDraftRequest } from './use-draft.ts'

/** How the seeds of several pictures follow the first; of one there is nothing to say. */
export function SeedsField() {
  const { t } = useTranslation()
  const [{ count, seeds }, change] = useDraftRequest()
  if (count === 1) return null
  return (
    <Select
      label={t('request.seeds')}
      hint={t('hint.seeds')}
      value={seeds}
      options={seedWays.map((value) => ({ value, label: t(`seeds.${value}`) }))}
      onChange={(value) => change({ seeds: value })}
    />
  )
}
