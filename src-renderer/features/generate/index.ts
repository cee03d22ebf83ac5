import './generate.css'
import { ListStart, Play, Square } from 'lucide-react'
import { isOpen } from '#client/jobs.ts'
import type { Feature } from '../feature.ts'
import { followModel } from './model/follow-model.ts'
import { followSeen } from './follow-seen.ts'
import { PromptPanel } from './prompt-panel.tsx'
import { PropertiesPanel } from './properties-panel.tsx'
import { cancelGeneration, startGeneration } from './start-generation.ts'

export const generate: Feature = {
  id: 'generate',
  start(parts) {
    const stops = [followSeen(parts), followModel(parts)]
    return () => stops.forEach((stop) => stop())
  },
  commands: (parts) => [
    {
      id: 'generate.run',
      labelKey: 'command.generate',
      icon: Play,
      keys: ['Mod+Enter'],
      inText: true,
      run: () => void startGeneration(parts),
    },
    {
      id: 'generate.run-first',
      labelKey: 'command.generate-first',
      icon: ListStart,
      keys: ['Mod+Shift+Enter'],
      inText: true,
      run: () => void startGeneration(parts, true),
    },
    {
      id: 'generate.cancel',
      labelKey: 'command.cancel-generation',
      icon: Square,
      keys: ['Mod+.'],
      inText: true,
      enabled: () => parts.client.jobs.get().some(isOpen),
      run: () => void cancelGeneration(parts, false),
    },
  ],
  views: { prompt: PromptPanel, side: PropertiesPanel },
}
