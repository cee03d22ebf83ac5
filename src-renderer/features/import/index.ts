import { ImagePlus, Images, Layers } from 'lucide-react'
import i18next from 'i18next'
import { showError } from '#features/show-error.ts'
import type { DropPlace, Feature, FeatureParts, FileTaker } from '../feature.ts'
import { createDropZone } from './drop-zone.tsx'
import { takeFiles } from './take-file.ts'
import { storeFile, takeIn } from './take-in.ts'

/** Files from outside. `takers` open kinds that aren't plain pictures; `places` are where else files can be dropped. */
export function createImporting(takers: readonly FileTaker[], places: readonly DropPlace[] = []): Feature {
  const canvas: DropPlace = {
    ...{ id: 'canvas', labelKey: 'import.to-canvas', hintKey: 'import.to-canvas-hint', icon: Layers },
    take: (parts, files) => takeFiles(parts, files, takers),
  }
  return {
    id: 'import',
    commands: (parts) => [
      {
        id: 'picture.open',
        labelKey: 'command.open-picture',
        icon: ImagePlus,
        keys: ['Mod+O'],
        inText: true,
        run: () => void choosePicture(parts),
      },
    ],
    views: { over: createDropZone([canvas, gallery, ...places]) },
  }
}

const gallery: DropPlace = {
  ...{ id: 'gallery', labelKey: 'import.to-gallery', hintKey: 'import.to-gallery-hint', icon: Images },
  async take(parts, files) {
    for (const file of files) {
      const stored = await storeFile(parts, file)
      if (!stored.ok) showError(parts.notices, stored.error)
    }
  },
}

async function choosePicture(parts: FeatureParts): Promise<void> {
  const chosen = await parts.client.api('assets.choose', null)
  if (!chosen.ok) return takeIn(parts, chosen, '')
  const asset = chosen.value
  if (asset) await takeIn(parts, { ok: true, value: asset }, i18next.t('layer.imported-name'))
}
