import { dirname } from 'node:path'
import { lazySession, openLazily } from '../networks/lazy-session.ts'
import type { LazySession, NetworkOptions } from '../networks/lazy-session.ts'
import { unfit } from './bind.ts'
import type { CheckedModel } from './gate/gate.ts'
import { withoutChance } from './without-chance.ts'

/** A session of a checked model, from its file; one that draws random numbers, without them. */
export function foreignSession(name: string, model: CheckedModel, options: NetworkOptions): LazySession {
  const source = { name, folder: dirname(model.file), files: model.paths }
  if (model.random.length === 0) return lazySession({ ...source, bytes: model.file }, options)
  // Its bytes are made when it is opened, so no pool can know it by them.
  return openLazily(
    {
      ...source,
      get bytes() {
        return withoutChance(model)
      },
    },
    options,
  )
}

/** The same request must give the same bytes: refuses a network that draws numbers, unless they can be left out. */
export function refuseChance(model: CheckedModel, mayDraw: boolean): void {
  for (const { operator, outermost } of model.random) {
    if (mayDraw && outermost && operator === 'RandomNormalLike') continue
    throw unfit(
      model,
      `its operator "${operator}" draws random numbers, so that no picture could be made again`,
    )
  }
}
