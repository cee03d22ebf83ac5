import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { TipOptions } from '#editor/tools/tip-options.tsx'
import { useStore } from '#ui/store.ts'

const palette = ['#111214', '#ffffff', '#d1495b', '#edae49', '#5b8e4d', '#3b7ea1', '#6d597a', '#8d6a4f']

export function BrushOptions() {
  const { t } = useTranslation()
  const { session } = useEditor()
  const colour = useStore(session, (value) => value.colour)
  const choose = (next: string) => session.set((value) => ({ ...value, colour: next }))
  return (
    <>
      <div className="swatches" role="group" aria-label={t('brush.colour')}>
        <input
          type="color"
          className="swatch current"
          aria-label={t('brush.colour')}
          title={t('brush.colour')}
          value={colour}
          onChange={(event) => choose(event.target.value)}
        />
        {palette.map((each) => (
          <button
            key={each}
            type="button"
            className="swatch"
            style={{ backgroundColor: each }}
            aria-label={t('brush.choose-colour', { colour: each })}
            aria-pressed={each === colour}
            title={each}
            onClick={() => choose(each)}
          />
        ))}
      </div>
      <TipOptions toolId="brush" />
    </>
  )
}
