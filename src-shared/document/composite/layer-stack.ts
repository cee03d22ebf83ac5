import { type CanvasDocument, type Layer, layersOf } from '../canvas-document.ts'

/** One thing that is laid over what is beneath it: a layer or group with what is clipped to it, bottom first. */
export interface StackItem {
  readonly layer: Layer
  /** What a group holds; empty for all else. */
  readonly items: readonly StackItem[]
  readonly clipped: readonly StackItem[]
}

/**
 * The visible picture as a tree, bottom first: raster layers, groups and adjustments; masks and regions are no part
 * of it. A clipped layer lies upon the first layer beneath it in its group that is not clipped, and goes where that
 * one goes; with an adjustment or nothing beneath it, it stands for itself.
 */
export function layerStack(document: CanvasDocument): StackItem[] {
  const children = new Map<string | null, Layer[]>()
  for (const layer of layersOf(document)) {
    if (layer.kind === 'mask' || layer.kind === 'region') continue
    const parent = layer.parent !== null && document.layers[layer.parent] ? layer.parent : null
    children.set(parent, [...(children.get(parent) ?? []), layer])
  }
  const within = (parent: string | null): StackItem[] => stackOf(children.get(parent) ?? [], within)
  return within(null)
}

function stackOf(layers: readonly Layer[], within: (id: string) => StackItem[]): StackItem[] {
  const items: { item: StackItem & { clipped: StackItem[] }; base: boolean }[] = []
  for (const layer of layers) {
    const under = items.at(-1)
    if (layer.clip && under?.base) {
      if (isSeen(layer)) under.item.clipped.push(itemOf(layer, within))
    } else items.push({ item: itemOf(layer, within), base: layer.kind !== 'adjustment' })
  }
  return items.map(({ item }) => item).filter(({ layer }) => isSeen(layer))
}

function itemOf(layer: Layer, within: (id: string) => StackItem[]): StackItem & { clipped: StackItem[] } {
  return { layer, items: layer.kind === 'group' && isSeen(layer) ? within(layer.id) : [], clipped: [] }
}

function isSeen(layer: Layer): boolean {
  return layer.visible && layer.opacity > 0
}
