import { useTranslation } from 'react-i18next'
import { preFills } from '#shared/document/fill/pre-fill.ts'
import { useEditor } from '#editor/editor-context.ts'
import { type FillSettings, featherOf, fillIntents, intentSettings } from '#editor/seen/fill-settings.ts'
import type { Verb } from '#editor/seen/verb.ts'
import { Select } from '#ui/select.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'

/** What is meant, and everything that it sets: nothing else is told to the model. */
export function FillPanel({ verb }: { verb: Verb }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const fill = useStore(session, (value) => value.fill)
  const change = (part: Partial<FillSettings>) =>
    session.set((value) => ({ ...value, fill: { ...value.fill, ...part } }))
  return (
    <>
      {verb === 'fill' ? (
        <div className="fill-intents" role="radiogroup" aria-label={t('fill.intent')}>
          {fillIntents.map((intent) => (
            <button
              key={intent}
              type="button"
              role="radio"
              aria-checked={fill.intent === intent}
              title={t(`fill.${intent}-hint`)}
              onClick={() => change({ intent, ...intentSettings[intent] })}
            >
              {t(`fill.${intent}`)}
            </button>
          ))}
        </div>
      ) : (
        <EmptyPart fill={fill} change={change} />
      )}
      {verb !== 'refine' && <PreFillFields verb={verb} fill={fill} change={change} />}
    </>
  )
}

interface Fields {
  readonly fill: FillSettings
  change(part: Partial<FillSettings>): void
}

function EmptyPart({ fill, change }: Fields) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('fill.empty-part')}
      hint={t('fill.empty-part-hint')}
      value={fill.emptyPart}
      options={(['auto', 'outpaint', 'refine'] as const).map((value) => ({
        value,
        label: t(`fill.empty-${value}`),
      }))}
      onChange={(emptyPart) => change({ emptyPart })}
    />
  )
}

function PreFillFields({ verb, fill, change }: Fields & { verb: Verb }) {
  const { t } = useTranslation()
  // Where nothing is, there is nothing to keep.
  const known = preFills.filter((value) => verb === 'fill' || value !== 'none')
  return (
    <>
      <Select
        label={t('fill.pre-fill')}
        hint={t('fill.pre-fill-hint')}
        value={known.includes(fill.preFill) ? fill.preFill : 'blur'}
        options={known.map((value) => ({ value, label: t(`pre-fill.${value}`) }))}
        onChange={(preFill) => change({ preFill })}
      />
      <Slider
        label={t('fill.feather')}
        hint={t('fill.feather-hint')}
        unit="px"
        min={0}
        max={64}
        value={featherOf(verb, fill)}
        onChange={(width) => change(verb === 'outpaint' ? { roomFeather: width } : { feather: width })}
      />
      <Check label={t('fill.colour-match')} hint={t('fill.colour-match-hint')} on={fill.colourMatch}>
        {(colourMatch) => change({ colourMatch })}
      </Check>
      {verb === 'fill' && (
        <>
          <Check label={t('fill.invert')} hint={t('fill.invert-hint')} on={fill.invert}>
            {(invert) => change({ invert })}
          </Check>
          <Check label={t('fill.crop')} hint={t('fill.crop-hint')} on={fill.crop}>
            {(crop) => change({ crop })}
          </Check>
        </>
      )}
    </>
  )
}

interface CheckProps {
  readonly label: string
  readonly hint: string
  readonly on: boolean
  children(on: boolean): void
}

function Check({ label, hint, on, children: change }: CheckProps) {
  return (
    <label className="check" title={hint}>
      <input type="checkbox" checked={on} onChange={(event) => change(event.target.checked)} />
      {label}
    </label>
  )
}
