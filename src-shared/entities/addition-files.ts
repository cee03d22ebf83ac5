import { z } from 'zod'
import { AddedFile } from './request-additions.ts'

/** A file in the models folder that a request can add: its name to show, and the name that a request gives it. */
export const AdditionFile = z.object({ name: z.string(), file: AddedFile })
export type AdditionFile = z.infer<typeof AdditionFile>

/** What lies in the models folder's subfolders of these names. */
export const AdditionFiles = z.object({
  loras: z.array(AdditionFile),
  embeddings: z.array(AdditionFile),
  controls: z.array(AdditionFile),
})
export type AdditionFiles = z.infer<typeof AdditionFiles>

/** A file that was brought into the models folder, and what it is. */
export const AddedModelFile = z.object({
  kind: z.enum(['model', 'lora', 'embedding', 'control']),
  name: z.string(),
  file: z.string(),
})
export type AddedModelFile = z.infer<typeof AddedModelFile>
