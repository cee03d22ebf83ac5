import { GenerationRequest } from '../entities/generation-request.ts'
import { isPartOf } from '../quick-way.ts'
import type { GridAxis, GridParameter } from './grid.ts'
import { HiresPass } from '../entities/request-additions.ts'

type Apply = (request: GenerationRequest, value: string, axis: GridAxis) => unknown

const parameters: Readonly<Record<GridParameter, Apply>> = {
  prompt: text('prompt'),
  'prompt-replace': (request, value, axis) => ({ ...request, prompt: replaced(request.prompt, value, axis) }),
  'negative-replace': (request, value, axis) => ({
    ...request,
    negativePrompt: replaced(request.negativePrompt, value, axis),
  }),
  seed: number('seed'),
  steps: number('steps'),
  guidance: number('guidanceScale'),
  sampler: text('sampler'),
  schedule: text('schedule'),
  strength: number('strength'),
  model: (request, model) => ({
    ...request,
    model,
    // A file that belongs to another model does not fit this one.
    loras: request.loras.filter(({ file }) => model === request.model || !isPartOf(request.model, file)),
  }),
  'lora-weight': (request, value, { target }) => {
    const others = request.loras.filter(({ file }) => file !== target)
    return { ...request, loras: [...others, { file: target, weight: numberOf(value) }] }
  },
  'clip-skip': number('clipSkip'),
  'guidance-rescale': number('guidanceRescale'),
  width: number('width'),
  height: number('height'),
  upscale: number('upscale'),
  'hires-scale': hires('scale'),
  'hires-strength': hires('strength'),
}

/** The request with one axis at one of its values, or null where no request can have it. */
export function applyValue(
  request: GenerationRequest,
  axis: GridAxis,
  value: string,
): GenerationRequest | null {
  const parsed = GenerationRequest.safeParse(parameters[axis.parameter](request, value, axis))
  return parsed.success ? parsed.data : null
}

function number(field: keyof GenerationRequest): Apply {
  return (request, value) => ({ ...request, [field]: numberOf(value) })
}

function text(field: 'prompt' | 'sampler' | 'schedule'): Apply {
  return (request, value) => ({ ...request, [field]: value })
}

function hires(field: 'scale' | 'strength'): Apply {
  return (request, value) => ({
    ...request,
    hires: { ...HiresPass.parse(request.hires ?? {}), [field]: numberOf(value) },
  })
}

function numberOf(value: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : Number.NaN
}

/** The first value is what stands in the text; all values, that one too, take its place in turn. */
function replaced(prompt: string, value: string, { values }: GridAxis): string | null {
  const [wanted = ''] = values
  return wanted !== '' && prompt.includes(wanted) ? prompt.replaceAll(wanted, () => value) : null
}
