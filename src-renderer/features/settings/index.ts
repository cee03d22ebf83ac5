import { Settings2, SunMoon } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { applySettings, changeSettings } from './apply-settings.ts'
import { createSettingsDialog } from './settings-dialog.tsx'

export function createSettings(): Feature {
  const open = createStore(false)
  return {
    id: 'settings',
    start: applySettings,
    commands: (parts) => [
      {
        id: 'settings.theme',
        labelKey: 'command.theme',
        icon: SunMoon,
        run() {
          const light = document.documentElement.dataset.theme === 'light'
          void changeSettings(parts, { theme: light ? 'dark' : 'light' })
        },
      },
      {
        id: 'settings.open',
        labelKey: 'command.settings',
        icon: Settings2,
        keys: ['Mod+,'],
        run: () => open.set(true),
      },
    ],
    views: { over: createSettingsDialog(open) },
  }
}
