import { expect, test } from 'vitest'
import { newDraft, type Draft } from '#editor/draft.ts'
import type { FeatureParts } from '#features/feature.ts'
import { followModel } from '#features/generate/model/follow-model.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { Result } from '#shared/result.ts'
import { createStore } from '#shared/store.ts'

function card(name: string, steps: number, guidanceScale: number): ModelCard {
  return {
    name,
    path: `/models/${name}`,
    family: 'sd1',
    layout: 'diffusers',
    components: [],
    prediction: 'epsilon',
    nativeSize: 512,
    inputChannels: 4,
    latentChannels: 4,
    latentScale: 8,
    defaults: { steps, guidanceScale, sampler: 'ddim' },
    quick: null,
    regionModes: ['predictions', 'attention'],
    licence: null,
    hash: '0'.repeat(64),
  }
}

function studio(draft: Draft = newDraft(1)) {
  const drafts = createStore(draft)
  const models = createStore<Result<readonly ModelCard[]>>({ ok: true, value: [] })
  const parts = { editor: { draft: drafts }, client: { models } } as unknown as FeatureParts
  return { drafts, models, stop: followModel(parts) }
}

test('a fresh draft takes the steps and guidance of its model, once they are known', () => {
  const { drafts, models } = studio()
  models.set({ ok: true, value: [card('starter', 24, 3)] })
  expect(drafts.get().request).toMatchObject({ steps: 24, guidanceScale: 3 })
})

test('what the artist sets afterwards stays; another model brings its own', () => {
  const { drafts, models } = studio()
  models.set({ ok: true, value: [card('starter', 24, 3), card('other', 30, 7.5)] })
  drafts.set((draft) => ({ ...draft, request: { ...draft.request, steps: 9 } }))
  models.set({ ok: true, value: [card('starter', 24, 3), card('other', 30, 7.5)] })
  expect(drafts.get().request.steps).toBe(9)
  drafts.set((draft) => ({ ...draft, request: { ...draft.request, model: 'other' } }))
  expect(drafts.get().request).toMatchObject({ steps: 30, guidanceScale: 7.5 })
})

test('a recalled or reopened request keeps its own steps', () => {
  const draft = newDraft(1)
  const { drafts, models } = studio({
    ...draft,
    request: { ...draft.request, steps: 7 },
    tunedFor: 'starter',
  })
  models.set({ ok: true, value: [card('starter', 24, 3)] })
  expect(drafts.get().request.steps).toBe(7)
})

test('another model takes the file of the former one’s quick way away, and no other', () => {
  const draft = newDraft(1)
  const loras = [
    { file: 'starter/four-steps.safetensors', weight: 1 },
    { file: 'loras/ink.safetensors', weight: 0.5 },
  ]
  const { drafts, models } = studio({
    ...draft,
    request: { ...draft.request, steps: 4, guidanceScale: 1, sampler: 'ddim', loras },
    tunedFor: 'starter',
  })
  models.set({ ok: true, value: [card('starter', 24, 3), card('other', 30, 7.5)] })
  expect(drafts.get().request.loras).toEqual(loras)
  drafts.set((value) => ({ ...value, request: { ...value.request, model: 'other' } }))
  expect(drafts.get().request).toMatchObject({
    ...{ steps: 30, guidanceScale: 7.5, sampler: null, loras: [loras[1]] },
  })
})
