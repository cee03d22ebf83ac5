import { dirname } from 'node:path'
import { lazySession } from '../networks/lazy-session.ts'
import type { LazySession } from '../networks/lazy-session.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { unfit } from './bind.ts'
import type { CheckedModel } from './gate/gate.ts'
import { withoutChance } from './without-chance.ts'

/** A session of a checked model, from its file; one that draws random numbers, without them. */
export function foreignSession(name: string, model: CheckedModel, options: SessionOptions): LazySession {
  const source = {
    name,
    folder: dirname(model.file),
    get bytes(): Uint8Array | string {
      return model.random.length === 0 ? model.file : withoutChance(model)
    },
  }
  return lazySession(source, options)
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
