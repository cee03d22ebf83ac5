import { useTranslation } from 'react-i18next'
import { useCommands } from '#ui/commands/command.ts'
import { FloatingMenu, type FloatingMenuProps } from '#ui/commands/floating-menu.tsx'

const groups = [
  ['layer.rename', 'layer.duplicate', 'layer.delete'],
  ['layer.visible', 'layer.only', 'layer.lock', 'layer.lock-alpha', 'layer.clip'],
  ['layer.group', 'layer.ungroup', 'layer.up', 'layer.down'],
  ['layer.merge-selected', 'layer.merge-down', 'layer.merge-visible', 'layer.flatten', 'adjustment.apply'],
  ['layer.to-raster', 'layer.to-mask', 'layer.to-mask-by-light', 'layer.to-region'],
  ['selection.from-layer', 'selection.from-mask', 'selection.to-mask'],
]

/** What can be done with the chosen layers. What makes no sense for their kinds is left out. */
export function LayerMenu({ at, onClose }: Pick<FloatingMenuProps, 'at' | 'onClose'>) {
  const { t } = useTranslation()
  const { commands } = useCommands()
  const find = (id: string) => commands.find((command) => command.id === id)
  const fitting = groups
    .map((ids) => ids.flatMap((id) => find(id) ?? []).filter((command) => command.enabled?.() ?? true))
    .filter((group) => group.length > 0)
  return <FloatingMenu label={t('layer.menu')} at={at} groups={fitting} onClose={onClose} />
}
