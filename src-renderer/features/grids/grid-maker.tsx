import { Grid3x3 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { ExpandedGrid } from '#shared/grids/expand-grid.ts'
import { workOf } from '#shared/grids/work.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { type AxisDraft, noAxis, previewOf } from './axis-draft.ts'
import { AxisFields } from './axis-fields.tsx'
import type { GridsView } from './grids-state.ts'
import { startGrid } from './start-grid.ts'
import { usePace } from './use-pace.ts'

/** Writes a grid down: up to three axes, how many pictures that makes, and about how long they take. */
export function GridMaker({ view }: { view: GridsView }) {
  const { t } = useTranslation()
  const parts = useParts()
  const { draft } = useEditor()
  const request = useStore(draft, (value) => value.request)
  const [axes, setAxes] = useState<readonly AxisDraft[]>([noAxis, noAxis, noAxis])
  const [name, setName] = useState('')
  const base: GenerationRequest = { ...request, init: null, mask: null }
  const preview = previewOf(base, axes)
  const said = axes.filter(({ parameter }) => parameter !== 'none').length
  const ready = preview !== null && preview.problems.length === 0
  const used = axes.flatMap(({ parameter }, index) => (parameter === 'none' ? [] : [index]))
  const wrongOf = (index: number) =>
    (preview?.problems ?? []).flatMap((problem) =>
      problem.kind === 'value' && used[problem.axis] === index ? [problem.value] : [],
    )
  const labels = [t('grids.columns'), t('grids.rows'), t('grids.sheets')]
  return (
    <section className="grid-maker" aria-label={t('grids.new')}>
      <h2>{t('grids.new')}</h2>
      <p className="grid-hint">{t('grids.base', { prompt: request.prompt || t('verso.none') })}</p>
      {axes.map((axis, index) => (
        <AxisFields
          key={index}
          label={labels[index] ?? ''}
          axis={axis}
          wrong={wrongOf(index)}
          onChange={(next) => setAxes((all) => all.with(index, next))}
        />
      ))}
      <label className="grid-name">
        <span>{t('grids.name')}</span>
        <input type="text" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="grid-start">
        <Estimate preview={preview} model={request.model} />
        <Button
          icon={Grid3x3}
          variant="accent"
          disabled={!ready || said === 0}
          onClick={() => void startGrid(parts, view, axes, name.trim() || request.prompt.slice(0, 80))}
        >
          {t('grids.start')}
        </Button>
      </div>
    </section>
  )
}

function Estimate({ preview, model }: { preview: ExpandedGrid | null; model: string }) {
  const { t } = useTranslation()
  const pace = usePace(model)
  if (preview === null) return <p className="grid-hint">{t('grids.estimate-none')}</p>
  const many = preview.problems.find((problem) => problem.kind === 'too-many')
  if (many?.kind === 'too-many')
    return <p className="grid-wrong">{t('grids.too-many', { count: many.cells })}</p>
  const { length: count } = preview.cells
  if (pace === null) return <p role="status">{t('grids.estimate', { count })}</p>
  const seconds = preview.cells.reduce((sum, { request }) => sum + workOf(request) * pace, 0) / 1000
  return (
    <p role="status">
      {t('grids.estimate', { count })}{' '}
      {seconds < 90
        ? t('grids.seconds', { count: Math.max(1, Math.round(seconds)) })
        : t('grids.minutes', { count: Math.round(seconds / 60) })}
    </p>
  )
}
