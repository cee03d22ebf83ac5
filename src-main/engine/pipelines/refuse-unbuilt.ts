import { VersoError } from '#shared/errors.ts'
import type { EngineRequest } from '../engine.ts'

/** Refuses what a request may ask for but no pipeline does yet: nothing that was asked for is left out silently. */
export function refuseUnbuilt(request: EngineRequest): void {
  const asked: Readonly<Record<string, boolean>> = {
    precision: request.precision === 'fp16',
  }
  for (const [field, isAsked] of Object.entries(asked)) {
    if (!isAsked) continue
    throw new VersoError('bad-request', `${field} is not supported yet. Leave it at its default.`, {
      subject: field,
    })
  }
}
