import { useTranslation } from 'react-i18next'
import type { PromptMeasure } from '#shared/prompts/prompt-measure.ts'

/** Tokens of a prompt and of the room for them; what is cut, missing or chosen is said beside. */
export function TokenCount({ text, measure }: { text: string; measure: PromptMeasure | null }) {
  const { t } = useTranslation()
  if (measure === null) return null
  const { tokens, room, chunks, cut, choices, settled, problems } = measure
  const lost = cut.map(({ from, to }) => text.slice(from, to)).join(' … ')
  const missing = problems.map(({ name }) => name).join(', ')
  return (
    <>
      <span className={cut.length > 0 ? 'token-count over' : 'token-count'} title={t('prompt.tokens-hint')}>
        {t('prompt.tokens', { count: tokens, room: room * chunks })}
      </span>
      <span className="prompt-notes" role="status">
        {lost !== '' && (
          <span className="note-danger" title={lost}>
            {t('prompt.cut', { words: lost })}
          </span>
        )}
        {missing !== '' && <span className="note-danger">{t('prompt.no-file', { names: missing })}</span>}
        {choices > 0 && missing === '' && (
          <span className="note-choice" title={t('prompt.choices-hint', { text: settled ?? text })}>
            {t('prompt.choices', { count: choices })}
          </span>
        )}
      </span>
    </>
  )
}
