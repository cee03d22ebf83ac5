import { isTemplate } from '#shared/prompts/settle-prompt.ts'
import type { Draft } from '#editor/draft.ts'
import type { FeatureParts } from '#features/feature.ts'
import { recallParts, type RecallOffer, type RecallPart } from './offer.ts'

/** Takes parts of an offer over into the prompt panel; the message that says so can take it back. */
export function takeOver(
  { editor, notices }: FeatureParts,
  offer: RecallOffer,
  wanted: RecallPart | 'all',
): void {
  const before = editor.draft.get()
  editor.draft.set((draft) =>
    withParts(draft, offer, wanted === 'all' ? recallParts : [wanted], wanted === 'all'),
  )
  notices.show({
    tone: 'info',
    textKey: `recall.taken-${wanted}`,
    action: { labelKey: 'action.undo', run: () => editor.draft.set(before) },
  })
}

/** The draft with those parts; what an offer does not say stays as it is. */
export function withParts(
  draft: Draft,
  { parts, sources }: RecallOffer,
  wanted: readonly RecallPart[],
  isWhole: boolean,
): Draft {
  let next = draft
  for (const part of wanted) {
    const taken = parts[part]
    if (Object.keys(taken).length === 0) continue
    const request = { ...next.request, ...taken }
    // A record's words were settled already: braces in them are braces. Text by others may name LoRAs.
    const settled = part === 'prompt' && {
      settle: sources === null || !isTemplate(request.prompt),
      template: null,
    }
    next = {
      ...next,
      request: { ...request, ...settled },
      seedLocked: next.seedLocked || part === 'seed',
      sizeFollowsBox: next.sizeFollowsBox && part !== 'size',
      tunedFor: part === 'settings' ? request.model : next.tunedFor,
    }
  }
  if (!isWhole || sources === null) return next
  const { init, mask } = sources
  return {
    ...next,
    regionsRecalled: true,
    source: init === null ? { kind: 'nothing' } : { kind: 'recalled', init, mask },
  }
}
