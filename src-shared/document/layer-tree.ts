import { type CanvasDocument, type Layer, layersOf } from './canvas-document.ts'

/** The layers that lie directly in `parent` (null: at the top level), bottom first. */
export function childrenOf(document: CanvasDocument, parent: string | null): Layer[] {
  return layersOf(document).filter((layer) => layer.parent === parent)
}

/** The groups around a layer, the innermost first. */
export function groupsAround(document: CanvasDocument, id: string): Layer[] {
  const groups: Layer[] = []
  let parent = document.layers[id]?.parent ?? null
  while (parent !== null && groups.length < document.order.length) {
    const group = document.layers[parent]
    if (!group) break
    groups.push(group)
    parent = group.parent
  }
  return groups
}

/** Ids of everything in a group, at any depth, bottom first. */
export function descendantsOf(document: CanvasDocument, id: string): string[] {
  return document.order.filter((each) => groupsAround(document, each).some((group) => group.id === id))
}

/** True when neither the layer nor a group around it is hidden. */
export function isShown(document: CanvasDocument, layer: Layer): boolean {
  return layer.visible && groupsAround(document, layer.id).every(({ visible }) => visible)
}

/** True when the layer or a group around it is locked. */
export function isLocked(document: CanvasDocument, layer: Layer): boolean {
  return layer.locked || groupsAround(document, layer.id).some(({ locked }) => locked)
}
