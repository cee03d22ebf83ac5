import { z } from 'zod'
import { GenerationRequest } from '../generation-request.ts'
import { StoredCanvas, StoredDiff } from './stored-canvas.ts'

/** What stands in the prompt panel. */
export const StoredDraft = z.object({
  request: GenerationRequest.omit({ init: true, mask: true }),
  /** False: a new seed for each press of the button. */
  seedLocked: z.boolean(),
})
export type StoredDraft = z.infer<typeof StoredDraft>

/** One step that can be taken back. Numbers count up and are never used twice in a document. */
export const StoredStep = z.object({
  step: z.number().int().min(1),
  labelKey: z.string().max(200),
  diff: StoredDiff,
})
export type StoredStep = z.infer<typeof StoredStep>

/** How a list of steps changed: so many fell off its front, so many of the rest stayed, these came after them. */
const ListChange = z.object({
  drop: z.number().int().min(0),
  keep: z.number().int().min(0),
  add: z.array(z.number().int().min(1)),
})
export type ListChange = z.infer<typeof ListChange>

/** What happened to a document since the change before: one line of its journal. */
export const DocumentChange = z.object({
  /** Steps that no earlier change brought. */
  steps: z.array(StoredStep),
  done: ListChange,
  undone: ListChange,
  /** From the document as it was to what it is now; null when only the lists or the draft changed. */
  present: StoredDiff.nullable(),
  /** Null when it stayed. */
  draft: StoredDraft.nullable(),
})
export type DocumentChange = z.infer<typeof DocumentChange>

/** A document with everything that can be undone and redone in it; tiles by their numbers. */
export const StoredState = z.object({
  canvas: StoredCanvas,
  /** Oldest first. */
  done: z.array(StoredStep),
  /** The next to be made again last. */
  undone: z.array(StoredStep),
  draft: StoredDraft,
})
export type StoredState = z.infer<typeof StoredState>
