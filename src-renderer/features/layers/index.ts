import './layers.css'
import type { Feature } from '../feature.ts'
import { layerCommands } from './commands/index.ts'
import { LayersPanel } from './layers-panel.tsx'

export const layers: Feature = {
  id: 'layers',
  commands: layerCommands,
  views: { side: LayersPanel },
}
