import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import type { OutsideCheck } from './check-outside.ts'

/** Says that nothing outside the mask changed, once every byte of it was compared. */
export function OutsideBadge({ checked }: { checked: Store<OutsideCheck | null> }) {
  const { t } = useTranslation()
  const check = useStore(checked)
  if (!check) return null
  const { pixels, changed } = check
  const Icon = changed === 0 ? ShieldCheck : ShieldAlert
  return (
    <span
      className={changed === 0 ? 'outside-badge' : 'outside-badge changed'}
      role="status"
      data-testid="outside-check"
      data-changed={changed}
      title={t('staging.outside-compared', { count: pixels })}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {changed === 0 ? t('staging.outside-unchanged') : t('staging.outside-changed', { count: changed })}
    </span>
  )
}
