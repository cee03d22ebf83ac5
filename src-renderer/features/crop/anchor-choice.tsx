import {
  ArrowDown,
  ArrowDownLeft,
  ArrowDownRight,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowUpLeft,
  ArrowUpRight,
  Square,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '#ui/icon-button.tsx'
import type { Anchor } from './anchors.ts'

/** Nine places for the picture on its new page. */
export function AnchorChoice({ value, onChange }: { value: Anchor; onChange(anchor: Anchor): void }) {
  const { t } = useTranslation()
  const places = [
    { x: 0, y: 0, icon: ArrowUpLeft, label: t('page.anchor-top-left') },
    { x: 0.5, y: 0, icon: ArrowUp, label: t('page.anchor-top') },
    { x: 1, y: 0, icon: ArrowUpRight, label: t('page.anchor-top-right') },
    { x: 0, y: 0.5, icon: ArrowLeft, label: t('page.anchor-left') },
    { x: 0.5, y: 0.5, icon: Square, label: t('page.anchor-middle') },
    { x: 1, y: 0.5, icon: ArrowRight, label: t('page.anchor-right') },
    { x: 0, y: 1, icon: ArrowDownLeft, label: t('page.anchor-bottom-left') },
    { x: 0.5, y: 1, icon: ArrowDown, label: t('page.anchor-bottom') },
    { x: 1, y: 1, icon: ArrowDownRight, label: t('page.anchor-bottom-right') },
  ] as const
  return (
    <div className="anchor-field">
      <span>{t('page.anchor')}</span>
      <div className="anchors" role="group" aria-label={t('page.anchor')}>
        {places.map(({ x, y, icon, label }) => (
          <IconButton
            key={label}
            icon={icon}
            label={label}
            size="small"
            pressed={value.x === x && value.y === y}
            onClick={() => onChange({ x, y })}
          />
        ))}
      </div>
    </div>
  )
}
