import { expect, test } from 'vitest'
import { offerOfRecord } from '#features/prompt/recall/offer.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'
import { scriptedCard } from '#tests/support/scripted-engine.ts'

test('an offer names the sampler that the model has no longer for its own, and else leaves it to the model', () => {
  const record = sampleRecord({ sampler: null }, { samplerUsed: 'ddim' })
  const now = { ...scriptedCard, defaults: { ...scriptedCard.defaults, sampler: 'ddpm' as const } }
  expect(offerOfRecord(record, now, 'apple.png').parts.settings.sampler).toBe('ddim')
  expect(offerOfRecord(record, scriptedCard, 'apple.png').parts.settings.sampler).toBeNull()
})
