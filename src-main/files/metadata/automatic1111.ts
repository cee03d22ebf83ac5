import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import { automatic1111Samplers, automatic1111Schedules } from '#shared/entities/automatic1111-names.ts'
import type { NoiseName } from '#shared/entities/generation-request.ts'

/** Always written: a reader that misses it takes the noise of a graphics card. `NV` is Philox made on the processor. */
const generators: Readonly<Record<NoiseName, string>> = { torch: 'CPU', philox: 'NV' }

/**
 * A record as AUTOMATIC1111's `parameters` text, in the form that the strictest readers take: Steps first, no value
 * with a comma, colon, quote or line break, Sampler and Schedule type always there, the version last, since one
 * reader cuts off the end. The line break before `Steps` stays even without a prompt, since one reader looks for it.
 */
export function parametersOf(record: GenerationRecord): string {
  const { request, model } = record
  const size = `${request.width}x${request.height}`
  const items: [string, string | number][] = [
    ['Steps', request.steps],
    ['Sampler', automatic1111Samplers[record.samplerUsed]],
    ['Schedule type', request.schedule === null ? 'Automatic' : automatic1111Schedules[request.schedule]],
    ['CFG scale', request.guidanceScale],
    ['Seed', request.seed],
    ['Size', size],
    ['Model hash', model.hash.slice(0, 10)],
    ['Model', plainValue(model.name)],
  ]
  if (record.task !== 'txt2img') items.push(['Denoising strength', request.strength])
  items.push(['RNG', generators[request.noise]])
  items.push(['Version', `Verso ${plainValue(record.versions['verso'] ?? '')}`.trim()])
  const parameters = items.map(([key, value]) => `${key}: ${value}`).join(', ')
  const negative = request.negativePrompt === '' ? '' : `\nNegative prompt: ${lines(request.negativePrompt)}`
  return `${lines(request.prompt)}${loraTags(record)}${negative}\n${parameters}`
}

/** LoRAs as AUTOMATIC1111 writes them, after the prompt. */
function loraTags({ added }: GenerationRecord): string {
  const loras = added.filter(({ kind }) => kind === 'lora')
  return loras.map(({ name, weight }) => ` <lora:${name.replace(/[<>:\s]+/g, ' ')}:${weight ?? 1}>`).join('')
}

function plainValue(text: string): string {
  return text.replace(/[,:"\\\s\0]+/g, ' ').trim()
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '')
}
