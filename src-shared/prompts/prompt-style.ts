import { z } from 'zod'

/** Words that an artist adds to prompts; `{prompt}` in them is where the prompt itself goes, else it stands first. */
export const PromptStyle = z.object({
  name: z.string().min(1).max(80),
  prompt: z.string().max(2000),
  negativePrompt: z.string().max(2000).default(''),
})
export type PromptStyle = z.infer<typeof PromptStyle>
