import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { SourceChoice } from './source-choice.tsx'
import { useDraftRequest } from './use-draft.ts'
import { taskFor } from './verb.ts'
import { VerbButton } from './verb-button.tsx'

/** What the picture should show, and the one button. */
export function PromptPanel() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [request, change] = useDraftRequest()
  const source = useStore(draft, (value) => value.source)
  const task = useDocument((document) => taskFor(document, source))
  const [negativeOpen, setNegativeOpen] = useState(request.negativePrompt !== '')
  const Chevron = negativeOpen ? ChevronDown : ChevronRight
  return (
    <div className="prompt-panel">
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
          <SourceChoice task={task} />
        </div>
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
      <div className="prompt-action">
        <VerbButton task={task} />
        {task === 'txt2img' ? (
          <p className="prompt-summary">
            {t('prompt.summary', { width: request.width, height: request.height, count: request.steps })}
          </p>
        ) : (
          <Slider
            label={t('request.strength')}
            hint={t('hint.strength')}
            unit="%"
            min={0}
            max={100}
            value={Math.round(request.strength * 100)}
            onChange={(percent) => change({ strength: percent / 100 })}
          />
        )}
      </div>
    </div>
  )
}
