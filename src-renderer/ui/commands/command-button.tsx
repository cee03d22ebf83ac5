import { useTranslation } from 'react-i18next'
import { keyLabel, useCommand } from './command.ts'
import { IconButton } from '../icon-button.tsx'
import { usePlatform } from '../platform.ts'

/** A command as a button with an icon; its name and key are in the tooltip and for screen readers. */
export function CommandButton({ id, role }: { id: string; role?: 'radio' }) {
  const { t } = useTranslation()
  const platform = usePlatform()
  const { command, enabled, pressed } = useCommand(id)
  if (!command.icon) throw new Error(`The command "${id}" has no icon.`)
  return (
    <IconButton
      icon={command.icon}
      label={t(command.labelKey)}
      keys={keyLabel(command, platform)}
      disabled={!enabled}
      onClick={() => command.run()}
      {...(command.pressed ? { pressed } : {})}
      {...(role ? { role } : {})}
    />
  )
}
