import { ImagePlus } from 'lucide-react'
import i18next from 'i18next'
import type { Feature } from '../feature.ts'
import { DropZone } from './drop-zone.tsx'
import { takeIn } from './take-in.ts'

export const importing: Feature = {
  id: 'import',
  commands: (parts) => [
    {
      id: 'picture.open',
      labelKey: 'command.open-picture',
      icon: ImagePlus,
      keys: ['Mod+O'],
      inText: true,
      run() {
        void parts.client.api('assets.choose', null).then((chosen) => {
          if (!chosen.ok) return takeIn(parts, chosen, '')
          const asset = chosen.value
          return asset && takeIn(parts, { ok: true, value: asset }, i18next.t('layer.imported-name'))
        })
      },
    },
  ],
  views: { over: DropZone },
}
