import { type CSSProperties, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { selectLayer } from '#shared/document/edits.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Slider } from '#ui/slider.tsx'
import { changeRegion, createTypedPrompt } from './typed-prompt.ts'

interface RegionRowProps {
  layer: Layer
  active: boolean
  /** Whether it has a part in the next picture. */
  counts: boolean
  colour: string
}

/** One region: its colour on the canvas, its name, its prompt, and while it is active its weight. */
export function RegionRow({ layer, active, counts, colour }: RegionRowProps) {
  const { t } = useTranslation()
  const editor = useEditor()
  const { id, name, region } = layer
  const typed = useMemo(() => createTypedPrompt(editor, id), [editor, id])
  useEffect(() => () => typed.leave(), [typed])
  const choose = () => editor.amend(selectLayer(id))
  const { prompt, weight } = region ?? { prompt: '', weight: 1 }
  return (
    <li className={active ? 'region active' : 'region'} style={{ '--region': colour } as CSSProperties}>
      <button
        type="button"
        className="region-choose"
        aria-current={active}
        aria-label={t('regions.choose', { name })}
        onClick={choose}
      >
        <span className="region-colour" aria-hidden />
        <span className="region-name">{name}</span>
        <span className="region-state">{counts ? '' : t('regions.idle')}</span>
        {weight !== 1 && <span className="region-weight">{Math.round(weight * 100)} %</span>}
      </button>
      <textarea
        rows={active ? 2 : 1}
        maxLength={10_000}
        aria-label={t('regions.prompt', { name })}
        placeholder={t('regions.placeholder')}
        value={prompt}
        onFocus={choose}
        onChange={(event) => typed.type(event.target.value)}
        onBlur={(event) => {
          typed.leave()
          // The one line that is left to see is the first.
          event.target.scrollTop = 0
        }}
      />
      {active && (
        <Slider
          label={t('regions.weight')}
          hint={t('regions.weight-hint')}
          unit="%"
          min={0}
          max={200}
          step={5}
          value={Math.round(weight * 100)}
          onStart={() => editor.begin()}
          onChange={(percent) => editor.update(changeRegion(id, { weight: percent / 100 }))}
          onEnd={() => editor.commit('step.region-weight')}
        />
      )}
    </li>
  )
}
