import { useTranslation } from 'react-i18next'
import { Button } from '#ui/button.tsx'
import './selection.css'

/** Yes or no, at the end of a dialog. */
export function AnswerButtons({ onAccept, onCancel }: { onAccept(): void; onCancel(): void }) {
  const { t } = useTranslation()
  return (
    <div className="answers">
      <Button variant="quiet" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button variant="accent" onClick={onAccept}>
        {t('action.apply')}
      </Button>
    </div>
  )
}
