import type { Passes } from '#shared/document/request-size.ts'
import type { Draft, DraftRequest } from '../draft.ts'
import type { FillSettings } from './fill-settings.ts'
import type { SeenPlan } from './plan.ts'

/** Size, enlargement and second pass of a request: those of the plan, unless the artist chose them. */
export function withPasses(request: DraftRequest, passes: Passes, follows: boolean): DraftRequest {
  return follows ? { ...request, ...passes } : request
}

/** The panel's request as it is meant for this plan. */
export function requestFor(
  { request, sizeFollowsBox }: Draft,
  { passes, mask }: SeenPlan,
  { strength, colourMatch }: FillSettings,
): DraftRequest {
  const sized = withPasses(request, passes, sizeFollowsBox)
  return mask === null ? { ...sized, colourMatch: false } : { ...sized, strength, colourMatch }
}
