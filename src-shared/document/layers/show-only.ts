import type { Edit } from '../edits.ts'
import { changeLayers, sequence } from '../edits.ts'
import { groupsAround } from '../layer-tree.ts'
import { withDescendants } from './branches.ts'

/** Hides all but this layer, the groups around it and what it holds. When that is so already, shows everything. */
export function showOnly(id: string): Edit {
  return (document) => {
    if (!document.layers[id]) return document
    const around = groupsAround(document, id).map((group) => group.id)
    const kept = new Set([id, ...around, ...withDescendants(document, [id])])
    const others = document.order.filter((each) => !kept.has(each))
    const alone = others.every((each) => document.layers[each]?.visible === false)
    const shown = sequence(
      changeLayers([id, ...around], { visible: true }),
      changeLayers(others, { visible: alone }),
    )
    return shown(document)
  }
}
