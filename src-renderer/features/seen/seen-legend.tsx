import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { featherOf } from '#editor/seen/fill-settings.ts'
import type { SeenPlan } from '#editor/seen/plan.ts'
import { requestFor } from '#editor/seen/request-for.ts'
import { useStore } from '#ui/store.ts'

/** The same in words and numbers. */
export function SeenLegend({ plan }: { plan: SeenPlan }) {
  const { t } = useTranslation()
  const { draft, session } = useEditor()
  const fill = useStore(session, (value) => value.fill)
  const { width, height, hires, upscale } = useStore(draft, (value) => requestFor(value, plan, fill))
  const { verb, context, mask } = plan
  const preFill = verb === 'outpaint' && fill.preFill === 'none' ? 'blur' : fill.preFill
  return (
    <ul className="seen-legend" aria-label={t('seen.title')}>
      <li>
        {verb === 'generate'
          ? t('seen.nothing')
          : t('seen.context', { width: context.width, height: context.height })}
      </li>
      <li>{t('seen.size', { width, height })}</li>
      {hires !== null && <li>{t('seen.two-passes', { factor: hires.scale })}</li>}
      {upscale > 1 && <li>{t('seen.enlarged', { factor: upscale })}</li>}
      {mask && <li>{t('seen.mask', { count: featherOf(verb, fill) })}</li>}
      {mask && <li>{t('seen.pre-fill', { what: t(`pre-fill.${preFill}`) })}</li>}
      {mask && fill.colourMatch && <li>{t('seen.colour-match')}</li>}
    </ul>
  )
}
