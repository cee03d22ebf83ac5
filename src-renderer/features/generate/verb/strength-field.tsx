import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { type Verb, taskOfVerb } from '#editor/seen/verb.ts'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { useDraftRequest } from '../use-draft.ts'

/** How much is made anew: of the whole box, or of what is filled; each keeps its own. */
export function StrengthField({ verb }: { verb: Verb }) {
  const { t } = useTranslation()
  const { session, draft } = useEditor()
  const [request, change] = useDraftRequest()
  const recalled = useStore(draft, (value) => value.source.kind === 'recalled')
  const filling = useStore(session, (value) => value.fill.strength)
  if (taskOfVerb(verb) === 'txt2img') {
    const { width, height, steps } = request
    return <p className="prompt-summary">{t('prompt.summary', { width, height, count: steps })}</p>
  }
  const ofFill = taskOfVerb(verb) === 'inpaint' && !recalled
  const set = (strength: number) => {
    if (ofFill) session.set((value) => ({ ...value, fill: { ...value.fill, strength } }))
    else change({ strength })
  }
  return (
    <Slider
      label={t('request.strength')}
      hint={t('hint.strength')}
      unit="%"
      min={0}
      max={100}
      value={Math.round((ofFill ? filling : request.strength) * 100)}
      onChange={(percent) => set(percent / 100)}
    />
  )
}
