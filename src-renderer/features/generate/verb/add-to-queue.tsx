import { ListPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isOpen } from '#client/jobs.ts'
import { useParts } from '#features/parts-context.ts'
import { keyLabel, useCommand } from '#ui/commands/command.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { usePlatform } from '#ui/platform.ts'
import { useStore } from '#ui/store.ts'

/** While a picture is made, the big button cancels; this one queues the next. */
export function AddToQueue() {
  const { t } = useTranslation()
  const { client } = useParts()
  const platform = usePlatform()
  const { command } = useCommand('generate.run')
  const busy = useStore(client.jobs, (jobs) => jobs.some(isOpen))
  if (!busy) return null
  return (
    <IconButton
      icon={ListPlus}
      label={t('verb.queue-more')}
      keys={keyLabel(command, platform)}
      onClick={() => command.run()}
    />
  )
}
