import { GenerationRequest } from '#shared/entities/generation-request.ts'

/** The prompt panel: what the next request says, but for the pixels it starts from. */
export type DraftRequest = Omit<GenerationRequest, 'init' | 'mask'>

/**
 * Where the next picture starts: `canvas` looks into the box, `nothing` ignores it, `recalled` takes the very
 * pictures of an earlier request, so that it replays to the byte.
 */
export type Source =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'recalled'; readonly init: string; readonly mask: string | null }

export interface Draft {
  readonly request: DraftRequest
  readonly seedLocked: boolean
  readonly source: Source
  /** True: width and height follow the box and the model. */
  readonly sizeFollowsBox: boolean
  /** True: the request's own regions count, those of an earlier picture; else the canvas's. */
  readonly regionsRecalled?: boolean
  /** The model that steps and guidance were chosen for; another model brings its own. */
  readonly tunedFor: string | null
}

export const firstPrompt = 'red apple on a white background'

export function newDraft(seed: number): Draft {
  const { init: _init, mask: _mask, ...request } = GenerationRequest.parse({ prompt: firstPrompt, seed })
  return { request, seedLocked: false, source: { kind: 'canvas' }, sizeFollowsBox: true, tunedFor: null }
}

/** A seed for the next picture: 32 bits, as most programs write it. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}
