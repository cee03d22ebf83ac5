import { Asterisk, Boxes, Type } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Completion } from './use-completion.ts'

const icons = { lora: Boxes, embedding: Type, wildcard: Asterisk }

/** What the word in hand could become; the box keeps the focus, arrows and Enter choose. */
export function CompletionList({ id, completion }: { id: string; completion: Completion }) {
  const { t } = useTranslation()
  const { entries, active } = completion
  return (
    <>
      <ul className="completion" id={id} role="listbox" aria-label={t('completion.title')}>
        {entries.map((entry, index) => {
          const Icon = icons[entry.kind]
          return (
            <li
              key={`${entry.kind} ${entry.name}`}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // Before the box loses the focus to the press.
              onPointerDown={(event) => {
                event.preventDefault()
                completion.take(entry)
              }}
            >
              <Icon size={14} aria-hidden />
              <span className="completion-name">{entry.name}</span>
              <span className="completion-kind">{t(`completion.${entry.kind}`)}</span>
            </li>
          )
        })}
      </ul>
      <span className="hidden" role="status">
        {t('completion.count', { count: entries.length })}
      </span>
    </>
  )
}
