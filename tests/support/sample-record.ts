import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'

/** A whole record; `request` and the rest can be changed in part. */
export function sampleRecord(
  request: Partial<GenerationRequest> = {},
  rest: Partial<GenerationRecord> = {},
): GenerationRecord {
  const full = GenerationRequest.parse({ prompt: 'a red apple', seed: 42, guidanceScale: 5, ...request })
  return {
    format: 'verso-record',
    version: 1,
    id: crypto.randomUUID(),
    task: 'txt2img',
    request: full,
    promptSent: { text: full.prompt, tokens: 5, cut: '' },
    negativePromptSent: { text: full.negativePrompt, tokens: 2, cut: '' },
    regionPromptsSent: [],
    samplerUsed: full.sampler ?? 'ddim',
    model: { name: 'Verso Starter', family: 'starter', hash: 'cd'.repeat(32), licence: 'CC-BY-SA-4.0' },
    added: [],
    device: 'cpu',
    versions: { verso: '0.1.0' },
    createdAt: '2026-11-22T10:00:00.000Z',
    timings: { loadMs: 1, encodeMs: 2, denoiseMs: 3, decodeMs: 4, sessionRunMs: 5 },
    energy: { wattHours: 0.25, method: 'estimate' },
    parents: [],
    ...rest,
  }
}
