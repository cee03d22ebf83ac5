import { expect, it } from 'vitest'
import { GenerationRecord } from '#shared/entities/generation-record.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'

it('reads a record from before regions as one without', () => {
  const { request, regionPromptsSent: _sent, ...rest } = sampleRecord()
  const { regions: _regions, ...earlier } = request
  const read = GenerationRecord.parse({ ...rest, request: earlier })
  expect([read.request.regions, read.regionPromptsSent]).toEqual([[], []])
})

it('reads a request from before prompts had a syntax as plain text, so that it replays with the same pixels', () => {
  const { request, ...rest } = sampleRecord()
  const { promptSyntax: _syntax, ...earlier } = request
  expect(GenerationRecord.parse({ ...rest, request: earlier }).request.promptSyntax).toBe('plain')
  expect(GenerationRecord.parse({ ...rest, request }).request.promptSyntax).toBe('weights')
})
