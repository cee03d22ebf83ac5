import { useTranslation } from 'react-i18next'
import type { AdditionFile } from '#shared/entities/addition-files.ts'
import { Slider } from '#ui/slider.tsx'
import { useDraftRequest } from '../use-draft.ts'
import { AddSelect } from './add-select.tsx'
import { AdditionRow, nameOfFile } from './addition-row.tsx'

/** The LoRAs of the next picture, each with its weight; a negative one leads away from what it learned. */
export function LoraFields({ files }: { files: readonly AdditionFile[] }) {
  const { t } = useTranslation()
  const [{ loras }, change] = useDraftRequest()
  const free = files.filter(({ file }) => loras.every((lora) => lora.file !== file))
  return (
    <>
      {loras.map(({ file, weight }) => (
        <AdditionRow
          key={file}
          name={nameOfFile(file)}
          onRemove={() => change({ loras: loras.filter((lora) => lora.file !== file) })}
        >
          <Slider
            label={nameOfFile(file)}
            hint={t('hint.lora-weight')}
            {...{ min: -2, max: 2, step: 0.05, value: weight }}
            onChange={(next) =>
              change({ loras: loras.map((lora) => (lora.file === file ? { file, weight: next } : lora)) })
            }
          />
        </AdditionRow>
      ))}
      <AddSelect
        label={t('additions.lora')}
        files={free}
        onAdd={(file) => change({ loras: [...loras, { file, weight: 1 }] })}
      />
    </>
  )
}
