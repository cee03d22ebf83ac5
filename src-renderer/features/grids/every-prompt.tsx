import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import type { AxisDraft } from './axis-draft.ts'

interface EveryPromptProps {
  readonly axis: AxisDraft
  onChange(axis: AxisDraft): void
}

/** An axis may have so many values. */
const most = 200

/** All that the prompt's choices and wildcard files can come to, a value each. */
export function EveryPrompt({ axis, onChange }: EveryPromptProps) {
  const { t } = useTranslation()
  const { client } = useParts()
  const { draft } = useEditor()
  const prompt = useStore(draft, ({ request }) => request.prompt)
  const { target } = axis
  useEffect(() => {
    // The axis remembers of which prompt its values are.
    if (target === prompt) return
    void client.api('prompt.every', { prompt, most }).then((found) => {
      if (found.ok) onChange({ ...axis, chosen: found.value.map((each) => each.trim()), target: prompt })
    })
  }, [client, prompt, target, axis, onChange])
  return (
    <>
      <p className="grid-hint">{t('grids.every', { count: axis.chosen.length })}</p>
      <ul className="grid-prompts" aria-label={t('grids.values')}>
        {axis.chosen.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  )
}
