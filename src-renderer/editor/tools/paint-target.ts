import i18next from 'i18next'
import { type Layer, activeLayer, layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { type Edit, addLayer, changeLayer, selectLayer, sequence } from '#shared/document/edits.ts'
import { groupsAround, isLocked, isShown } from '#shared/document/layer-tree.ts'
import type { Editor } from '../editor.ts'

/**
 * The layer that takes paint: the active one, be it a picture, a mask or a region; where none is active the topmost
 * picture, or a new one. Null when nothing may be painted there; the artist has been told why.
 */
export function paintTarget(editor: Editor): Layer | null {
  const document = editor.document()
  const active = activeLayer(document)
  if (active) return mayChange(editor, active) ? active : null
  const topmost = layersOf(document).findLast((layer) => layer.kind === 'raster')
  if (!topmost) return addWithin(editor, 'raster', newLayerName(editor))
  if (!mayChange(editor, topmost)) return null
  editor.update(selectLayer(topmost.id))
  return topmost
}

/** The active mask or region, else the topmost mask, else a new one; null when it may not be changed. */
export function maskTarget(editor: Editor): Layer | null {
  const document = editor.document()
  const active = activeLayer(document)
  const covers = active?.kind === 'mask' || active?.kind === 'region'
  const mask = covers ? active : layersOf(document).findLast(({ kind }) => kind === 'mask')
  if (!mask) return addWithin(editor, 'mask', i18next.t('layer.mask-name'))
  if (!mayChange(editor, mask)) return null
  editor.update(selectLayer(mask.id))
  return mask
}

/** True when the layer's pixels may change; else the artist hears why not, and what to do. */
export function mayChange(editor: Editor, layer: Layer): boolean {
  if (layer.kind === 'group' || layer.kind === 'adjustment') {
    const above = newLayer(editor.newId(), 'raster', newLayerName(editor))
    refuse(editor, layer, 'refusal.no-pixels', 'refusal.new-layer', [
      addLayer({ ...above, parent: layer.parent }),
    ])
    return false
  }
  const chain = [layer, ...groupsAround(editor.document(), layer.id)]
  if (isLocked(editor.document(), layer)) {
    const locked = chain.filter((each) => each.locked)
    const unlock = locked.map(({ id }) => changeLayer(id, { locked: false }))
    refuse(editor, locked[0] ?? layer, 'refusal.locked', 'refusal.unlock', unlock)
    return false
  }
  // A mask that has done its work is hidden; painting on it shows it again.
  const seen = layer.kind === 'mask' ? { ...layer, visible: true } : layer
  if (!isShown(editor.document(), seen)) {
    const hidden = chain.filter(({ visible }) => !visible)
    const show = hidden.map(({ id }) => changeLayer(id, { visible: true }))
    refuse(editor, hidden.at(-1) ?? layer, 'refusal.hidden', 'refusal.show', show)
    return false
  }
  return true
}

/** Says that the layer's transparency is locked, for tools that would change nothing else. */
export function refuseLockedAlpha(editor: Editor, layer: Layer): void {
  const unlock = changeLayer(layer.id, { lockAlpha: false })
  refuse(editor, layer, 'refusal.alpha', 'refusal.unlock', [unlock])
}

function refuse(
  editor: Editor,
  { name }: Layer,
  textKey: string,
  labelKey: string,
  wayOut: readonly Edit[],
): void {
  const run = () => editor.edit(labelKey, sequence(...wayOut))
  editor.say({ textKey, values: { name }, action: { labelKey, run } })
}

/** A new layer, made within the open gesture. */
function addWithin(editor: Editor, kind: Layer['kind'], name: string): Layer {
  const layer = newLayer(editor.newId(), kind, name)
  editor.update(addLayer(layer))
  return layer
}

function newLayerName(editor: Editor): string {
  return i18next.t('layer.new-name', { number: editor.document().order.length + 1 })
}
