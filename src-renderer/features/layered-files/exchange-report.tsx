import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { Dialog } from '#ui/dialog.tsx'
import { useStore } from '#ui/store.ts'
import type { ExchangeNote } from './layered-picture.ts'

/** What a file lost on its way in or out, by layer. */
export interface ExchangeReport {
  readonly file: string
  readonly way: 'in' | 'out'
  readonly notes: readonly ExchangeNote[]
}

export function createExchangeReport(report: Store<ExchangeReport | null>): ComponentType {
  return function ExchangeReportDialog() {
    const { t } = useTranslation()
    const shown = useStore(report)
    if (!shown) return null
    const { file, way, notes } = shown
    return (
      <Dialog
        title={way === 'in' ? t('exchange.report-in') : t('exchange.report-out')}
        onClose={() => report.set(null)}
      >
        <p className="exchange-file">{file}</p>
        <ul className="exchange-notes">
          {notes.map(({ layer, textKey, what }, index) => (
            <li key={index}>
              <strong>{layer || t('exchange.whole-file')}</strong>
              <span>{t(textKey, { what: what ?? '' })}</span>
            </li>
          ))}
        </ul>
      </Dialog>
    )
  }
}
