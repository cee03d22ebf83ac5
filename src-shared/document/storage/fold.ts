import type {
  DocumentChange,
  ListChange,
  StoredState,
  StoredStep,
} from '#shared/entities/document/document-journal.ts'
import type { Planes, StoredCanvas, StoredDiff } from '#shared/entities/document/stored-canvas.ts'
import { sideOf } from './stored-diff.ts'
import { planesIn } from './planes.ts'

/** The state after `change`. Throws a plain `Error` when the change does not follow on the state. */
export function foldChange(state: StoredState, change: DocumentChange): StoredState {
  const steps = new Map<number, StoredStep>()
  for (const step of [...state.done, ...state.undone, ...change.steps]) steps.set(step.step, step)
  return {
    canvas: change.present ? foldDiff(state.canvas, change.present) : state.canvas,
    done: foldList(state.done, change.done, steps),
    undone: foldList(state.undone, change.undone, steps),
    draft: change.draft ?? state.draft,
  }
}

/** A stored document after the change. */
export function foldDiff(canvas: StoredCanvas, diff: StoredDiff): StoredCanvas {
  const layers = { ...canvas.layers }
  for (const [id, change] of Object.entries(diff.layers)) {
    if (change.after === null) delete layers[id]
    else layers[id] = { facts: change.after, planes: foldPlanes(layers[id]?.planes, change) }
  }
  const candidates = new Map(canvas.candidates.map((candidate) => [candidate.sha256, candidate]))
  for (const [sha256, { after }] of Object.entries(diff.candidates)) {
    if (after === null) candidates.delete(sha256)
    else candidates.set(sha256, after)
  }
  const page = diff.page?.after
  return {
    page:
      page && diff.page ? { facts: page, planes: foldPlanes(canvas.page.planes, diff.page) } : canvas.page,
    layers,
    candidates: [...candidates.values()],
  }
}

function foldPlanes(planes: Planes | undefined, change: { after: unknown; planes: Planes }): Planes {
  const folded: Record<string, number[]> = {}
  for (const path of planesIn(change.after).keys()) {
    const tiles = new Map(pairs(planes?.[path] ?? []))
    for (const [key, number] of sideOf(change.planes[path] ?? [], 'after')) {
      if (number === 0) tiles.delete(key)
      else tiles.set(key, number)
    }
    const sorted = [...tiles].sort(([a], [b]) => a - b)
    if (sorted.length > 0) folded[path] = sorted.flat()
  }
  return folded
}

function foldList(
  list: readonly StoredStep[],
  { drop, keep, add }: ListChange,
  steps: ReadonlyMap<number, StoredStep>,
): StoredStep[] {
  if (drop + keep > list.length) throw new Error(`It keeps ${keep} steps of a list of ${list.length}.`)
  const added = add.map((number) => {
    const step = steps.get(number)
    if (!step) throw new Error(`It names the step ${number}, which is not there.`)
    return step
  })
  return [...list.slice(drop, drop + keep), ...added]
}

function* pairs(list: readonly number[]): Generator<[number, number]> {
  for (let i = 0; i + 1 < list.length; i += 2) yield [list[i] ?? 0, list[i + 1] ?? 0]
}

/** Bytes a pixel of every tile that the canvas shows, by the tile's number. */
export function tilesOfCanvas(canvas: StoredCanvas): Map<number, 1 | 4> {
  const found = new Map<number, 1 | 4>()
  for (const { facts, planes } of [canvas.page, ...Object.values(canvas.layers)]) {
    for (const [path, channels] of planesIn(facts)) {
      for (const [, number] of pairs(planes[path] ?? [])) found.set(number, channels)
    }
  }
  return found
}

/** Bytes a pixel of the tiles that a step puts in place when it is taken back (`before`) or made again (`after`). */
export function tilesOfDiff(diff: StoredDiff, side: 'before' | 'after'): Map<number, 1 | 4> {
  const found = new Map<number, 1 | 4>()
  for (const change of [...(diff.page ? [diff.page] : []), ...Object.values(diff.layers)]) {
    for (const [path, channels] of planesIn(change[side])) {
      for (const [, number] of sideOf(change.planes[path] ?? [], side)) {
        if (number !== 0) found.set(number, channels)
      }
    }
  }
  return found
}

/** Every tile that the state can ever show again. */
export function tilesOfState(state: StoredState): Map<number, 1 | 4> {
  const found = tilesOfCanvas(state.canvas)
  for (const step of [...state.done, ...state.undone]) {
    for (const side of ['before', 'after'] as const) {
      for (const [number, channels] of tilesOfDiff(step.diff, side)) found.set(number, channels)
    }
  }
  return found
}
