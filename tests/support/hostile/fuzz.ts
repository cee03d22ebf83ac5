import { VersoError } from '#shared/errors.ts'

/** How many mutations a fuzz test makes: all of them in `npm run test:full`. */
export function rounds(quick: number, whole: number): number {
  return process.env['VERSO_FULL'] === undefined ? quick : whole
}

export type Random = (below: number) => number

/** A small generator of numbers with a seed (mulberry32), so that a failure can be repeated. */
export function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random(list.length)]!
}

/** What an action on hostile bytes gave: true for an answer, false for a refusal; anything else thrown fails the test. */
export function survives(action: () => unknown, describe: () => string): boolean {
  try {
    action()
    return true
  } catch (error) {
    if (error instanceof VersoError && /^model-(damaged|unsupported|missing)$/.test(error.code)) return false
    throw new Error(`${describe()}\n${String(error)}`, { cause: error })
  }
}

const texts = ['', '\u0000', '\u202e', '\ud800', '../', '__proto__', 'constructor', '💥'.repeat(40)]

/** Bytes changed without knowing what they mean: bits, cuts, repeats, numbers, texts. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let changed = Buffer.from(bytes)
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(changed.length + 1)
    const length = random(Math.min(64, changed.length - at + 1))
    const [before, part, after] = [
      changed.subarray(0, at),
      changed.subarray(at, at + length),
      changed.subarray(at + length),
    ]
    const kind = random(8)
    if (kind === 0 && at < changed.length) changed[at]! ^= 1 << random(8)
    else if (kind === 1 && at < changed.length) changed[at] = random(256)
    else if (kind === 2) changed = Buffer.from(before)
    else if (kind === 3) changed = Buffer.concat([before, after])
    else if (kind === 4) changed = Buffer.concat([before, part, part, after])
    else if (kind === 5) changed = Buffer.concat([before, Buffer.alloc(1 + random(12), 0xff), after])
    else if (kind === 6) changed = Buffer.concat([before, Buffer.from(pick(random, texts)), after])
    else
      changed = Buffer.concat([before, changed.subarray(random(changed.length + 1)).subarray(0, 64), after])
  }
  return changed
}
