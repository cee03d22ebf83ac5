import { useTranslation } from 'react-i18next'
import { errorTextKey } from '#features/show-error.ts'
import { useParts } from '#features/parts-context.ts'
import { modelNamed, requestName } from '#client/model-names.ts'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { useDraftRequest } from '../use-draft.ts'
import { WayChoice } from './way-choice.tsx'

/** Which model makes the picture, and in which of its ways. */
export function ModelField() {
  const { t } = useTranslation()
  const { client } = useParts()
  const [{ model }, change] = useDraftRequest()
  const models = useStore(client.models)
  const card = modelNamed(models, model)
  const known = models.ok ? models.value.map((each) => ({ value: requestName(each), label: each.name })) : []
  const missing = known.some(({ value }) => value === model)
    ? []
    : [{ value: model, label: card?.name ?? model }]
  return (
    <>
      <Select
        label={t('request.model')}
        value={model}
        options={[...missing, ...known]}
        onChange={(next) => change({ model: next })}
      />
      {!models.ok && (
        <p className="panel-error" role="alert">
          {t(errorTextKey(models.error), { subject: models.error.subject ?? '' })}
        </p>
      )}
      {card !== null && <WayChoice card={card} />}
    </>
  )
}
