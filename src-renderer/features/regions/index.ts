import './regions.css'
import { LassoSelect } from 'lucide-react'
import type { Feature } from '../feature.ts'
import { regionFromSelection } from './from-selection.ts'
import { RegionsPanel } from './regions-panel.tsx'

/** Prompts for parts of the picture. */
export const regions: Feature = {
  id: 'regions',
  commands: ({ editor }) => [
    {
      id: 'region.from-selection',
      labelKey: 'command.region-from-selection',
      icon: LassoSelect,
      enabled: () => editor.document().selection !== null,
      run: () => regionFromSelection(editor),
    },
  ],
  views: { side: RegionsPanel },
}
