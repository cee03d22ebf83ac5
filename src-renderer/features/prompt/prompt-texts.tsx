import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'
import { PromptArea } from './prompt-area.tsx'
import { StylesMenu } from './styles/styles-menu.tsx'
import { TokenCount } from './token-count.tsx'
import { useMeasure } from './use-measure.ts'

/** The prompt with all that is known of it, and folded away the negative one. */
export function PromptTexts() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const { prompt, negativePrompt, isGuided } = useStore(draft, ({ request }) => ({
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    isGuided: request.guidanceScale > 1,
  }))
  const measured = useMeasure()
  const [negativeOpen, setNegativeOpen] = useState(negativePrompt !== '')
  const Chevron = negativeOpen ? ChevronDown : ChevronRight
  const negative = measured?.negativePrompt === negativePrompt ? measured.measures.negativePrompt : null
  const own = measured?.prompt === prompt ? measured.measures.prompt : null
  return (
    <>
      <div className="prompt-texts">
        <PromptArea
          field="prompt"
          id="prompt"
          label={t('prompt.label')}
          placeholder={t('prompt.placeholder')}
          rows={2}
          measure={own}
        />
      </div>
      <div className="prompt-row">
        <button
          type="button"
          className={negativePrompt === '' ? 'fold' : 'fold used'}
          aria-expanded={negativeOpen}
          aria-controls="negative-prompt-fold"
          onClick={() => setNegativeOpen(!negativeOpen)}
        >
          <Chevron size={14} aria-hidden />
          {t('prompt.negative')}
        </button>
        {!isGuided && negativePrompt !== '' && !negativeOpen && (
          <span className="prompt-idle" title={t('prompt.negative-idle')}>
            {t('prompt.negative-idle-short')}
          </span>
        )}
        <StylesMenu />
        <TokenCount text={measured?.prompt ?? prompt} measure={measured?.measures.prompt ?? null} />
      </div>
      <div className="prompt-negative" id="negative-prompt-fold" hidden={!negativeOpen}>
        {negativeOpen && (
          <>
            <PromptArea
              field="negativePrompt"
              id="negative-prompt"
              label={t('prompt.negative')}
              placeholder={t('prompt.negative-placeholder')}
              rows={1}
              measure={negative}
            />
            {!isGuided && <p className="prompt-idle">{t('prompt.negative-idle')}</p>}
            {negative !== null && negative.cut.length + negative.problems.length > 0 && (
              <div className="prompt-row">
                <TokenCount text={negativePrompt} measure={negative} />
              </div>
            )}
          </>
        )}
      </div>
    </>
  )
}
