import { useTranslation } from 'react-i18next'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { SourceChoice } from './source-choice.tsx'
import { useDraftRequest } from './use-draft.ts'
import { taskFor } from './verb.ts'
import { VerbButton } from './verb-button.tsx'

/** Where the picture starts, and the one button; the texts beside it are the prompt's own feature. */
export function PromptPanel() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [request, change] = useDraftRequest()
  const source = useStore(draft, (value) => value.source)
  const task = useDocument((document) => taskFor(document, source))
  return (
    <>
      <div className="prompt-source">
        <SourceChoice task={task} />
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
    </>
  )
}
