import type { Store } from '#shared/store.ts'
import { focusedBox } from '#ui/prompt-box.ts'
import { offerOfText, type RecallOffer } from './offer.ts'

/** Hears texts that are pasted into a prompt's box or where no text goes, and offers what they say of a picture. */
export function listenToPastes(offer: Store<RecallOffer | null>): () => void {
  const abort = new AbortController()
  const onPaste = (event: ClipboardEvent) => {
    const { target } = event
    const isText = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
    if (isText && target !== focusedBox()) return
    const found = offerOfText(event.clipboardData?.getData('text/plain') ?? '', null)
    if (found === null) return
    event.preventDefault()
    offer.set(found)
  }
  // Before the canvas takes a paste for a picture.
  window.addEventListener('paste', onPaste, { signal: abort.signal, capture: true })
  return () => abort.abort()
}
