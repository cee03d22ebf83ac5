import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#ui/icon-button.tsx'

interface AdditionRowProps {
  readonly name: string
  readonly children: ReactNode
  onRemove(): void
}

/** One file that is added, its settings, and a button that takes it out. */
export function AdditionRow({ name, children, onRemove }: AdditionRowProps) {
  const { t } = useTranslation()
  return (
    <div className="addition" role="group" aria-label={name}>
      <div className="addition-settings">{children}</div>
      <IconButton icon={X} size="small" label={t('additions.remove', { name })} onClick={onRemove} />
    </div>
  )
}

/** The name to show of a file as a request names it. */
export function nameOfFile(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.safetensors$/, '')
}
