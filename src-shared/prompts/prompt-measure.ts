import { z } from 'zod'
import { GenerationRequest } from '../entities/generation-request.ts'

const Stretch = z.object({ from: z.number().int(), to: z.number().int() })

/** Of a request, what decides how its prompts are read. */
export const PromptQuestion = GenerationRequest.pick({
  model: true,
  embeddings: true,
  prompt: true,
  negativePrompt: true,
  promptSyntax: true,
  longPrompt: true,
  settle: true,
  steps: true,
  seed: true,
})
export type PromptQuestion = z.infer<typeof PromptQuestion>

/** How a prompt as typed would be read for the next picture. */
export const PromptMeasure = z.object({
  tokens: z.number().int(),
  /** Tokens that fit into one chunk of the model's text encoder. */
  room: z.number().int(),
  chunks: z.number().int(),
  /** Stretches of the prompt as typed that find no room. */
  cut: z.array(Stretch),
  /** Wildcard files that cannot be taken, and where they are named. */
  problems: z.array(
    Stretch.extend({ kind: z.enum(['no-file', 'empty-file', 'too-deep']), name: z.string() }),
  ),
  /** How many choices and wildcard files are settled. */
  choices: z.number().int(),
  /** What the prompt comes to with this seed; null where it is as typed. */
  settled: z.string().nullable(),
})
export type PromptMeasure = z.infer<typeof PromptMeasure>

export const PromptMeasures = z.object({ prompt: PromptMeasure, negativePrompt: PromptMeasure })
export type PromptMeasures = z.infer<typeof PromptMeasures>
