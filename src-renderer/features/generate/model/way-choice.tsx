import { useTranslation } from 'react-i18next'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { qualitySettings, quickFileOf, quickSettings, quickShare, wayOf } from '#shared/quick-way.ts'
import { useDraftRequest } from '../use-draft.ts'
import { nameOfFile } from '../additions/addition-row.tsx'

/** The two ways of a model that has a quick one. What is pressed is told by the request: it is kept nowhere else. */
export function WayChoice({ card }: { card: ModelCard }) {
  const { t, i18n } = useTranslation()
  const [request, change] = useDraftRequest()
  const { quick } = card
  if (quick === null) return null
  const way = wayOf(request, card)
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const share = percent.format(quickShare(card))
  const choices = [
    { name: 'quality', hint: t('way.quality-hint'), set: qualitySettings(request, card) },
    { name: 'quick', hint: t('way.quick-hint', { share }), set: quickSettings(request, card) ?? {} },
  ] as const
  const used = quickFileOf(request, card)
  return (
    <div className="way">
      <div className="segments" role="radiogroup" aria-label={t('way.label')}>
        {choices.map(({ name, hint, set }) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={way === name}
            title={hint}
            onClick={() => change(set)}
          >
            {t(`way.${name}`)}
          </button>
        ))}
      </div>
      <p className="way-note" data-testid="way" data-way={way}>
        {t(used ? 'way.with-file' : 'way.without-file', {
          what: t(`way.${way}`),
          count: request.steps,
          guidance: request.guidanceScale,
          file: nameOfFile(quick.lora),
        })}
        {way === 'quick' && ` ${t('way.quick-hint', { share })}`}
      </p>
    </div>
  )
}
