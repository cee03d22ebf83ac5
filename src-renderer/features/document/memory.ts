import type { History, HistoryEntry, KeptEntry } from '#shared/document/history.ts'
import { tilesOfDiff } from '#shared/document/storage/fold.ts'
import type { Recorder } from '#shared/document/storage/recorder.ts'
import type { StoredStep } from '#shared/entities/document/document-journal.ts'
import type { TileShelf } from './tile-shelf.ts'

/** Tiles of steps beyond this lie on the disk alone. */
export const stepsBudget = 256 * 1024 * 1024
/** So much of the nearest steps is read before it is asked for. */
const soonBudget = 96 * 1024 * 1024

/**
 * The history with steps that are stored and far away turned into kept ones, so that their tiles can leave the memory;
 * the nearest steps up to `budget` bytes stay as they are. The same value when nothing is to be done.
 */
export function spillSteps(history: History, recorder: Recorder, budget = stepsBudget): History {
  const sum = { bytes: 0 }
  const spill = (entries: readonly HistoryEntry[]): readonly HistoryEntry[] => {
    sum.bytes = 0
    const turned = entries.toReversed().map((entry) => {
      if ('kept' in entry) return entry
      const stored = recorder.storedStep(entry)
      sum.bytes += stored ? bytesOf(stored) : 0
      if (!stored || sum.bytes <= budget) return entry
      const kept: KeptEntry = { labelKey: entry.labelKey, kept: stored }
      recorder.replace(entry, kept)
      return kept
    })
    const back = turned.toReversed()
    return back.every((entry, index) => entry === entries[index]) ? entries : back
  }
  const [done, undone] = [spill(history.done), spill(history.undone)]
  return done === history.done && undone === history.undone ? history : { ...history, done, undone }
}

/** Tiles of the kept steps that come next, nearest first, up to `budget` bytes. */
export function wantedSoon({ done, undone }: History, budget = soonBudget): Map<number, 1 | 4> {
  const wanted = new Map<number, 1 | 4>()
  const sum = { bytes: 0 }
  const add = (entry: HistoryEntry | undefined, side: 'before' | 'after') => {
    if (!entry || !('kept' in entry)) return
    for (const [number, channels] of tilesOfDiff(entry.kept.diff, side)) {
      sum.bytes += wanted.has(number) ? 0 : channels * 65_536
      if (sum.bytes <= budget) wanted.set(number, channels)
    }
  }
  for (let back = 1; back <= Math.max(done.length, undone.length) && sum.bytes <= budget; back++) {
    add(done.at(-back), 'before')
    if (back <= 20) add(undone.at(-back), 'after')
  }
  return wanted
}

/** Reads the tiles of the kept steps that come next, and holds them. */
export async function fetchSoon(history: History, shelf: TileShelf): Promise<void> {
  const wanted = wantedSoon(history)
  const tiles = await shelf.fetch(wanted)
  shelf.hold(wanted)
  void tiles
}

const sizes = new WeakMap<StoredStep, number>()

/** Bytes of the tiles that a step put in place of others. */
function bytesOf(step: StoredStep): number {
  const known = sizes.get(step)
  if (known !== undefined) return known
  let bytes = 0
  for (const channels of tilesOfDiff(step.diff, 'before').values()) bytes += channels * 65_536
  sizes.set(step, bytes)
  return bytes
}
