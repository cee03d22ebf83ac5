import './prompt.css'
import { createStore } from '#shared/store.ts'
import type { DropPlace, Feature } from '../feature.ts'
import { promptCommands } from './prompt-keys.ts'
import { PromptTexts } from './prompt-texts.tsx'
import { listenToPastes } from './recall/listen.ts'
import type { RecallOffer } from './recall/offer.ts'
import { createRecallDialog } from './recall/recall-dialog.tsx'
import { recallPlace } from './recall/recall-place.ts'

/** What the picture should show, in words; and where a picture is dropped that says how it was made. */
export function createPrompt(): { feature: Feature; place: DropPlace } {
  const offer = createStore<RecallOffer | null>(null)
  return {
    feature: {
      id: 'prompt',
      start: () => listenToPastes(offer),
      commands: promptCommands,
      views: { prompt: PromptTexts, over: createRecallDialog(offer) },
    },
    place: recallPlace(offer),
  }
}
