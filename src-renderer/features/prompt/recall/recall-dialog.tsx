import { type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '#features/parts-context.ts'
import { promptBox } from '#ui/prompt-box.ts'
import { recallParts, type RecallOffer } from './offer.ts'
import { takeOver } from './take-over.ts'

/** Shows what a text or a picture says, and takes over only what is asked for. */
export function createRecallDialog(store: Store<RecallOffer | null>): ComponentType {
  return function RecallDialog() {
    const { t } = useTranslation()
    const parts = useParts()
    const offer = useStore(store)
    if (offer === null) return null
    const close = () => store.set(null)
    const take = (wanted: Parameters<typeof takeOver>[2]) => {
      takeOver(parts, offer, wanted)
      close()
    }
    const asText = offer.text
    return (
      <Dialog
        title={offer.name === null ? t('recall.title') : t('recall.title-of', { name: offer.name })}
        onClose={close}
      >
        <Findings offer={offer} />
        <div className="recall-actions">
          <Button variant="accent" onClick={() => take('all')}>
            {t('recall.all')}
          </Button>
          {recallParts.map((part) => (
            <Button
              key={part}
              disabled={Object.keys(offer.parts[part]).length === 0}
              onClick={() => take(part)}
            >
              {t(`recall.${part}`)}
            </Button>
          ))}
          {asText !== null && (
            <Button
              variant="quiet"
              onClick={() => {
                close()
                const box = promptBox()
                box?.focus()
                document.execCommand('insertText', false, asText)
              }}
            >
              {t('recall.as-text')}
            </Button>
          )}
        </div>
      </Dialog>
    )
  }
}

function Findings({ offer }: { offer: RecallOffer }) {
  const { t } = useTranslation()
  const { prompt, seed, size, settings } = offer.parts
  const rows: readonly (readonly [string, unknown])[] = [
    [t('request.prompt'), prompt.prompt],
    [t('prompt.negative'), prompt.negativePrompt],
    [t('request.seed'), seed.seed],
    [t('request.size'), size.width === undefined ? undefined : `${size.width} × ${size.height ?? ''}`],
    [t('request.model'), settings.model],
    [t('request.steps'), settings.steps],
    [t('request.guidance'), settings.guidanceScale],
    [t('request.sampler'), settings.sampler ? t(`sampler.${settings.sampler}`) : undefined],
    [t('request.schedule'), settings.schedule ? t(`schedule.${settings.schedule}`) : undefined],
    [t('request.strength'), settings.strength],
    [t('request.clip-skip'), settings.clipSkip],
  ]
  const found = rows.filter(([, value]) => value !== undefined && value !== '')
  return (
    <>
      <dl className="recall-found">
        {found.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      {offer.unknown.length > 0 && (
        <section className="recall-unknown">
          <h3>{t('recall.unknown')}</h3>
          <dl className="recall-found">
            {offer.unknown.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  )
}
