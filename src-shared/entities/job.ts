import { z } from 'zod'
import { AppError } from '../errors.ts'
import { GenerationRequest } from './generation-request.ts'
import { Sha256 } from './hash.ts'

/** Where on the canvas the artist asked for the picture, in document pixels. */
export const Placement = z.object({
  documentId: z.string().min(1).max(64),
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  /** Where a mask limits it, its seam runs over this many document pixels, inside the mask. */
  feather: z.number().min(0).max(256).default(4),
})
export type Placement = z.infer<typeof Placement>

export const JobState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type JobState = z.infer<typeof JobState>

export const JobProgress = z.object({
  /** Which picture of the batch, from 0. */
  picture: z.number().int(),
  pictures: z.number().int(),
  stage: z.enum(['load', 'encode', 'denoise', 'decode', 'store']),
  step: z.number().int(),
  steps: z.number().int(),
  secondsLeft: z.number().nullable(),
  /** Grows with each preview; the preview's pixels are at `verso://preview/<job id>?n=<previewNumber>`. */
  previewNumber: z.number().int(),
})
export type JobProgress = z.infer<typeof JobProgress>

/** One generation in the queue. It is in the database before the engine hears of it, so it survives a crash. */
export const Job = z.object({
  id: z.string(),
  state: JobState,
  request: GenerationRequest,
  placement: Placement.nullable(),
  /** Waiting jobs are begun in the order of these numbers. */
  position: z.number().int().default(0),
  /** The grid that it belongs to, and which of its cells it makes. */
  grid: z
    .object({ id: z.string(), cell: z.number().int().min(0) })
    .nullable()
    .default(null),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  error: AppError.nullable(),
  /** Pictures made so far, in the order of their seeds. */
  pictures: z.array(Sha256),
  progress: JobProgress.nullable(),
})
export type Job = z.infer<typeof Job>
