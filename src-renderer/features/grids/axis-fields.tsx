import { useTranslation } from 'react-i18next'
import { gridParameters } from '#shared/grids/grid.ts'
import { replacesWords } from '#shared/grids/axis-values.ts'
import { requestName } from '#client/model-names.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { type AxisDraft, listOf } from './axis-draft.ts'
import { EveryPrompt } from './every-prompt.tsx'
import { useValueName } from './value-name.ts'

interface AxisFieldsProps {
  readonly label: string
  readonly axis: AxisDraft
  /** Values that no request can have. */
  readonly wrong: readonly string[]
  onChange(axis: AxisDraft): void
}

/** What one axis changes, and its values. */
export function AxisFields({ label, axis, wrong, onChange }: AxisFieldsProps) {
  const { t } = useTranslation()
  const { client } = useParts()
  const models = useStore(client.models)
  const names = models.ok ? models.value.map(requestName) : []
  const list = listOf(axis.parameter, names)
  const { parameter } = axis
  return (
    <fieldset className="grid-axis">
      <legend>{label}</legend>
      <Select
        label={t('grids.parameter')}
        value={parameter}
        options={[
          { value: 'none' as const, label: t('grids.none') },
          ...gridParameters.map((value) => ({ value, label: t(`grid-parameter.${value}`) })),
        ]}
        onChange={(value) => onChange({ ...axis, parameter: value, text: '', chosen: [], target: '' })}
      />
      {parameter === 'lora-weight' && <LoraField axis={axis} onChange={onChange} />}
      {parameter === 'prompt' && <EveryPrompt axis={axis} onChange={onChange} />}
      {list !== null && parameter !== 'prompt' && <ValueChoice axis={axis} list={list} onChange={onChange} />}
      {parameter !== 'none' && list === null && (
        <label className="grid-values">
          <span>{t('grids.values')}</span>
          <textarea
            rows={2}
            maxLength={4000}
            value={axis.text}
            placeholder={t(replacesWords(parameter) ? 'grids.words-hint' : 'grids.numbers-hint')}
            onChange={(event) => onChange({ ...axis, text: event.target.value })}
          />
        </label>
      )}
      {wrong.length > 0 && (
        <p className="grid-wrong" role="alert">
          {t('grids.wrong', { values: wrong.slice(0, 5).join(', ') })}
        </p>
      )}
    </fieldset>
  )
}

type FieldProps = Pick<AxisFieldsProps, 'axis' | 'onChange'>

function LoraField({ axis, onChange }: FieldProps) {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const loras = useStore(draft, ({ request }) => request.loras)
  if (loras.length === 0) return <p className="grid-wrong">{t('grids.no-lora')}</p>
  const target = axis.target || (loras[0]?.file ?? '')
  if (axis.target === '') queueMicrotask(() => onChange({ ...axis, target }))
  return (
    <Select
      label={t('grids.lora')}
      value={target}
      options={loras.map(({ file }) => ({
        value: file,
        label: file.replace(/^.*[\\/]|\.safetensors$/g, ''),
      }))}
      onChange={(value) => onChange({ ...axis, target: value })}
    />
  )
}

function ValueChoice({ axis, list, onChange }: FieldProps & { list: readonly string[] }) {
  const { t } = useTranslation()
  const nameOf = useValueName()
  const { parameter, chosen } = axis
  if (parameter === 'none') return null
  const toggle = (value: string) =>
    onChange({
      ...axis,
      chosen: list.filter((each) => (each === value ? !chosen.includes(value) : chosen.includes(each))),
    })
  return (
    <div className="grid-choice" role="group" aria-label={t('grids.values')}>
      {list.map((value) => (
        <button
          key={value}
          type="button"
          className="grid-chip"
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          {nameOf(parameter, value)}
        </button>
      ))}
    </div>
  )
}
