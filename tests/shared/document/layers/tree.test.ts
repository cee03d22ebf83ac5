import { describe, expect, it } from 'vitest'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import {
  type Edit,
  addLayer,
  placeLayer,
  removeLayer,
  removeLayers,
  selectLayer,
} from '#shared/document/edits.ts'
import { applyDiff, diffDocuments } from '#shared/document/document-diff.ts'
import { moveLayers, stepLayers } from '#shared/document/layers/arrange.ts'
import { duplicateLayers } from '#shared/document/layers/duplicate.ts'
import { groupLayers, ungroupLayers } from '#shared/document/layers/group.ts'
import { documentOf, faultsOf, randomFrom, treeOf } from './random-tree.ts'

const small = () => documentOf(['ground', ['group', ['a', ['inner', ['b', 'c']], 'd']], 'top'])
const after = (edit: Edit, document = small()) => treeOf(edit(document))

describe('adding and removing', () => {
  it('puts a new layer above the active one, in its group', () => {
    const active = selectLayer('b')(small())
    const added = addLayer(newLayer('new', 'raster', 'New'))(active)
    expect(treeOf(added)).toEqual(['ground', ['group', ['a', ['inner', ['b', 'new', 'c']], 'd']], 'top'])
    expect(added.activeLayerId).toBe('new')
  })

  it('takes a group away with all that it holds, and the layer below becomes active', () => {
    const removed = removeLayer('group')(selectLayer('c')(small()))
    expect(treeOf(removed)).toEqual(['ground', 'top'])
    expect(removed.activeLayerId).toBe('ground')
    expect(Object.keys(removed.layers)).toEqual(['ground', 'top'])
  })

  it('makes the group active when its only layer goes, and nothing when all go', () => {
    const only = documentOf(['x', ['group', ['a']]])
    expect(removeLayer('a')(selectLayer('a')(only)).activeLayerId).toBe('group')
    expect(removeLayers(['x', 'group', 'a'])(only).activeLayerId).toBeNull()
  })
})

describe('moving', () => {
  it('goes into a group, out of it, and to the bottom of it', () => {
    expect(after(moveLayers(['top'], { parent: 'inner', above: 'b' }))).toEqual([
      'ground',
      ['group', ['a', ['inner', ['b', 'top', 'c']], 'd']],
    ])
    expect(after(moveLayers(['inner'], { parent: null, above: null }))).toEqual([
      ['inner', ['b', 'c']],
      'ground',
      ['group', ['a', 'd']],
      'top',
    ])
  })

  it('keeps the order of several, and takes none twice that lies in another', () => {
    expect(after(moveLayers(['d', 'inner', 'b', 'ground'], { parent: null, above: 'top' }))).toEqual([
      ['group', ['a']],
      'top',
      'ground',
      ['inner', ['b', 'c']],
      'd',
    ])
  })

  it('never goes into itself, nor into what is no group', () => {
    const document = small()
    expect(moveLayers(['group'], { parent: 'inner', above: null })(document)).toBe(document)
    expect(moveLayers(['group'], { parent: 'group', above: null })(document)).toBe(document)
    expect(moveLayers(['top'], { parent: 'ground', above: null })(document)).toBe(document)
  })

  it('above itself stays where it is', () => {
    const document = small()
    expect(moveLayers(['top'], { parent: null, above: 'top' })(document)).toBe(document)
    expect(moveLayers(['group', 'top'], { parent: null, above: 'top' })(document)).toBe(document)
  })

  it('by one row enters open groups, leaves them at their ends, and passes closed ones', () => {
    expect(after(stepLayers(['top'], 'down'))).toEqual([
      'ground',
      ['group', ['a', ['inner', ['b', 'c']], 'd', 'top']],
    ])
    expect(after(stepLayers(['top'], 'down', ['group']))).toEqual([
      'ground',
      'top',
      ['group', ['a', ['inner', ['b', 'c']], 'd']],
    ])
    expect(after(stepLayers(['ground'], 'up'))).toEqual([
      ['group', ['ground', 'a', ['inner', ['b', 'c']], 'd']],
      'top',
    ])
    expect(after(stepLayers(['d'], 'up'))).toEqual([
      'ground',
      ['group', ['a', ['inner', ['b', 'c']]]],
      'd',
      'top',
    ])
    expect(after(stepLayers(['a'], 'down'))).toEqual([
      'ground',
      'a',
      ['group', [['inner', ['b', 'c']], 'd']],
      'top',
    ])
    const document = small()
    expect(stepLayers(['top'], 'up')(document)).toBe(document)
    expect(stepLayers(['ground'], 'down')(document)).toBe(document)
  })

  it('visits every row on the way up and comes back the same way down', () => {
    let document = small()
    const seen = [treeOf(document)]
    for (let i = 0; i < 20; i++) {
      const next = stepLayers(['ground'], 'up')(document)
      if (next === document) break
      document = next
      seen.push(treeOf(document))
    }
    expect(treeOf(document).at(-1)).toBe('ground')
    for (const tree of seen.toReversed()) {
      expect(treeOf(document)).toEqual(tree)
      document = stepLayers(['ground'], 'down')(document)
    }
  })
})

describe('groups', () => {
  it('take what is chosen to the place of the topmost, and give it back', () => {
    const grouped = groupLayers(['ground', 'c', 'b'], newLayer('new', 'group', 'New'))(small())
    expect(treeOf(grouped)).toEqual([
      ['group', ['a', ['inner', [['new', ['ground', 'b', 'c']]]], 'd']],
      'top',
    ])
    expect(grouped.activeLayerId).toBe('new')
    const back = ungroupLayers(['new'])(grouped)
    expect(treeOf(back)).toEqual([['group', ['a', ['inner', ['ground', 'b', 'c']], 'd']], 'top'])
    expect(back.activeLayerId).toBe('c')
  })

  it('one in the other are taken away together', () => {
    expect(after(ungroupLayers(['group', 'inner']))).toEqual(['ground', 'a', 'b', 'c', 'd', 'top'])
  })

  it('that are empty leave nothing but keep a layer active', () => {
    const document = selectLayer('empty')(documentOf(['x', ['empty', []]]))
    expect(ungroupLayers(['empty'])(document).activeLayerId).toBe('x')
  })
})

describe('a copy', () => {
  it('of a group holds copies of everything, and shares its pixels', () => {
    let next = 0
    const document = small()
    const copied = duplicateLayers(['group'], {
      newId: () => `copy-${next++}`,
      nameOf: ({ name }) => `${name} copy`,
    })(document)
    expect(faultsOf(copied)).toEqual([])
    expect(copied.order).toHaveLength(document.order.length + 6)
    const copy = copied.layers[copied.activeLayerId ?? '']
    expect(copy?.name).toBe('group copy')
    expect(treeOf(copied).at(2)).toEqual([copy?.id, expect.any(Array)])
    const inside = copied.order.filter((id) => copied.layers[id]?.parent === copy?.id)
    expect(inside.map((id) => copied.layers[id]?.name)).toEqual(['a', 'inner', 'd'])
    expect(copied.layers['copy-0']?.pixels).toBe(document.layers.a?.pixels)
  })
})

describe('copies of several', () => {
  it('stand together above the topmost of them, each in its own group', () => {
    const copied = duplicateLayers(['ground', 'top', 'b', 'a'], {
      newId: () => `copy-${String(Math.random())}`,
      nameOf: ({ name }) => `${name}2`,
    })(small())
    const names = copied.order.map((id) => copied.layers[id]?.name)
    expect(names).toEqual([
      'ground',
      'a',
      'a2',
      'b',
      'b2',
      'c',
      'inner',
      'd',
      'group',
      'top',
      'ground2',
      'top2',
    ])
    expect(copied.layers[copied.activeLayerId ?? '']?.name).toBe('top2')
  })
})

describe('whatever is done in whatever order', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('a group stands right above what it holds (seed %i)', (seed) => {
    const random = randomFrom(seed)
    let next = 0
    const newId = () => `l${next++}`
    const states: CanvasDocument[] = [newDocument('document')]
    for (let round = 0; round < 200; round++) {
      const document = states.at(-1) ?? newDocument('document')
      const edit = randomEdit(document, random, newId)
      const changed = edit(document)
      expect(faultsOf(changed)).toEqual([])
      const diff = diffDocuments(document, changed)
      if (diff) expect(applyDiff(changed, diff, 'before')).toEqual(document)
      states.push(changed)
    }
  })
})

function randomEdit(document: CanvasDocument, random: (below: number) => number, newId: () => string): Edit {
  const any = () => document.order[random(Math.max(1, document.order.length))] ?? 'none'
  const some = () => document.order.filter(() => random(4) === 0)
  const group = () => {
    const groups = document.order.filter((id) => document.layers[id]?.kind === 'group')
    return groups[random(groups.length + 1)] ?? null
  }
  const made = () => newLayer(newId(), (['raster', 'group', 'mask'] as const)[random(3)] ?? 'raster', 'x')
  const edits: (() => Edit)[] = [
    () => addLayer(made()),
    () => addLayer(made()),
    () => placeLayer(made(), group(), any()),
    () => selectLayer(any()),
    () => moveLayers(some(), { parent: group(), above: random(3) === 0 ? null : any() }),
    () => moveLayers([any()], { parent: group(), above: any() }),
    () => stepLayers(some(), random(2) ? 'up' : 'down', some()),
    () => stepLayers([any()], random(2) ? 'up' : 'down'),
    () => groupLayers(some(), newLayer(newId(), 'group', 'g')),
    () =>
      document.order.length > 40
        ? removeLayers(some())
        : duplicateLayers([any()], { newId, nameOf: (l) => l.name }),
    () => ungroupLayers(some()),
    () => removeLayers([any()]),
  ]
  return edits[random(edits.length)]?.() ?? ((same) => same)
}
