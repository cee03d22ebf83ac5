import './prompt.css'
import type { Feature } from '../feature.ts'
import { PromptTexts } from './prompt-texts.tsx'

/** What the picture should show, in words. */
export const prompt: Feature = {
  id: 'prompt',
  commands: ({ editor }) => [
    {
      id: 'prompt.focus',
      labelKey: 'command.focus-prompt',
      keys: ['P'],
      run() {
        editor.session.set((session) => ({ ...session, room: 'canvas' }))
        document.getElementById('prompt')?.focus()
      },
    },
  ],
  views: { prompt: PromptTexts },
}
