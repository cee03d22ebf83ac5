import type { Layer } from '#shared/document/canvas-document.ts'
import type { StackItem } from '#shared/document/composite/layer-stack.ts'

/**
 * The stack with everything that a change of one layer does not touch put together into runs, each drawn once and
 * kept: all below the layer, and what lies above it as far as it is laid over plainly.
 */
export type Part =
  | { readonly kind: 'item'; readonly item: StackItem }
  | { readonly kind: 'group'; readonly layer: Layer; readonly parts: readonly Part[] }
  | Run

export interface Run {
  readonly kind: 'run'
  /** Where it stands, such as `below` or `above 2` of the group that it lies in. */
  readonly id: string
  readonly items: readonly StackItem[]
}

/** Null when the layer is no part of the stack. */
export function planAround(items: readonly StackItem[], layerId: string, within = ''): Part[] | null {
  const at = items.findIndex((item) => holds(item, layerId))
  const item = items[at]
  if (!item) return null
  return [
    ...asRun(items.slice(0, at), `${within} below`),
    focusOf(item, layerId),
    ...above(items.slice(at + 1), `${within} above`),
  ]
}

function focusOf(item: StackItem, layerId: string): Part {
  const open = item.layer.kind === 'group' && item.layer.id !== layerId && item.clipped.length === 0
  const parts = open ? planAround(item.items, layerId, item.layer.id) : null
  return parts ? { kind: 'group', layer: item.layer, parts } : { kind: 'item', item }
}

/** Plain layers one over another may be put together first: laying over is associative, blending is not. */
function above(items: readonly StackItem[], id: string): Part[] {
  const parts: Part[] = []
  let run: StackItem[] = []
  for (const item of items) {
    if (isPlain(item)) {
      run.push(item)
      continue
    }
    parts.push(...asRun(run, `${id} ${parts.length}`), { kind: 'item', item })
    run = []
  }
  return [...parts, ...asRun(run, `${id} ${parts.length}`)]
}

function asRun(items: readonly StackItem[], id: string): Part[] {
  const [only] = items
  if (!only) return []
  const simple = items.length === 1 && only.layer.kind === 'raster' && only.clipped.length === 0
  return simple ? [{ kind: 'item', item: only }] : [{ kind: 'run', id, items }]
}

function isPlain({ layer }: StackItem): boolean {
  return layer.blend === 'normal' && layer.kind !== 'adjustment'
}

function holds({ layer, items, clipped }: StackItem, id: string): boolean {
  return layer.id === id || [...items, ...clipped].some((item) => holds(item, id))
}

/** Every layer in the items, in order: the same layers make the same picture. */
export function layersIn(items: readonly StackItem[]): Layer[] {
  return items.flatMap((item) => [item.layer, ...layersIn(item.items), ...layersIn(item.clipped)])
}
