import { expect, test } from 'vitest'
import { requestAgain } from '#shared/request-again.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'
import { scriptedCard } from '#tests/support/scripted-engine.ts'

const { defaults } = scriptedCard
const ancestral = { defaults: { ...defaults, sampler: 'ddpm' as const } }

test('a picture whose model had another sampler of its own then is asked for with that one', () => {
  const record = sampleRecord({ sampler: null }, { samplerUsed: 'ddim' })
  expect(requestAgain(record, ancestral)).toEqual({ ...record.request, sampler: 'ddim' })
  expect(requestAgain(record, { defaults: { ...defaults, sampler: 'ddim' } })).toEqual(record.request)
  expect(requestAgain(record, null)).toEqual(record.request)
})

test('a sampler that the request named stays', () => {
  const record = sampleRecord({ sampler: 'euler' }, { samplerUsed: 'euler' })
  expect(requestAgain(record, ancestral)).toEqual(record.request)
})
