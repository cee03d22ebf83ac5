import type { GenerationTask } from '#shared/entities/generation-request.ts'

/** What the one button does. */
export type Verb = 'generate' | 'refine' | 'fill' | 'outpaint'

export function taskOfVerb(verb: Verb): GenerationTask {
  if (verb === 'generate') return 'txt2img'
  return verb === 'refine' ? 'img2img' : 'inpaint'
}
