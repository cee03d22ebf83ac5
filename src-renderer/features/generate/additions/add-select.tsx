import { useTranslation } from 'react-i18next'
import type { AdditionFile } from '#shared/entities/addition-files.ts'
import { Select } from '#ui/select.tsx'

interface AddSelectProps {
  readonly label: string
  readonly files: readonly AdditionFile[]
  onAdd(file: string): void
}

/** A list of files of which each that is chosen is added; it then offers the next. */
export function AddSelect({ label, files, onAdd }: AddSelectProps) {
  const { t } = useTranslation()
  if (files.length === 0) return null
  return (
    <Select
      label={label}
      value=""
      options={[
        { value: '', label: t('additions.add') },
        ...files.map(({ name, file }) => ({ value: file, label: name })),
      ]}
      onChange={(file) => file !== '' && onAdd(file)}
    />
  )
}
