import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftRequest } from '#editor/draft.ts'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'

/** The prompt, and folded away the negative one. */
export function PromptTexts() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const request = useStore(draft, (value) => value.request)
  const change = (part: Partial<DraftRequest>) =>
    draft.set((value) => ({ ...value, request: { ...value.request, ...part } }))
  const [negativeOpen, setNegativeOpen] = useState(request.negativePrompt !== '')
  const Chevron = negativeOpen ? ChevronDown : ChevronRight
  return (
    <>
      <div className="prompt-texts">
        <label className="hidden" htmlFor="prompt">
          {t('prompt.label')}
        </label>
        <textarea
          id="prompt"
          rows={2}
          maxLength={10_000}
          placeholder={t('prompt.placeholder')}
          value={request.prompt}
          onChange={(event) => change({ prompt: event.target.value })}
        />
      </div>
      <div className="prompt-row">
        <button
          type="button"
          className="fold"
          aria-expanded={negativeOpen}
          aria-controls="negative-prompt"
          onClick={() => setNegativeOpen(!negativeOpen)}
        >
          <Chevron size={14} aria-hidden />
          {t('prompt.negative')}
        </button>
      </div>
      <div className="prompt-negative" hidden={!negativeOpen}>
        <textarea
          id="negative-prompt"
          hidden={!negativeOpen}
          rows={1}
          maxLength={10_000}
          aria-label={t('prompt.negative')}
          placeholder={t('prompt.negative-placeholder')}
          value={request.negativePrompt}
          onChange={(event) => change({ negativePrompt: event.target.value })}
        />
      </div>
    </>
  )
}
