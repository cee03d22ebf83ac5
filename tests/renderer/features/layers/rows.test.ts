import { describe, expect, it } from 'vitest'
import { dropPlaceAt, indent, rowHeight } from '#features/layers/drop-place.ts'
import { rowsBetween, rowsOf } from '#features/layers/rows.ts'
import { moveLayers } from '#shared/document/layers/arrange.ts'
import { documentOf, treeOf } from '#tests/shared/document/layers/random-tree.ts'

const document = documentOf(['ground', ['group', ['a', ['inner', ['b', 'c']]]], 'top'])
// top / group / inner / c / b / a / ground
const rows = rowsOf(document, [])

describe('the rows of the list', () => {
  it('go from the top down, deeper in groups', () => {
    expect(rows.map(({ layer, depth }) => '·'.repeat(depth) + layer.id)).toEqual([
      'top',
      'group',
      '·inner',
      '··c',
      '··b',
      '·a',
      'ground',
    ])
    expect(rows.map(({ place, among }) => `${place}/${among}`)).toEqual([
      '1/3',
      '2/3',
      '1/2',
      '1/2',
      '2/2',
      '2/2',
      '3/3',
    ])
  })

  it('leave out what closed groups hold', () => {
    const shut = rowsOf(document, ['group'])
    expect(shut.map(({ layer }) => layer.id)).toEqual(['top', 'group', 'ground'])
    expect(shut.map(({ open }) => open)).toEqual([null, false, null])
  })

  it('between two, either way round, or the one alone when the other is not listed', () => {
    expect(rowsBetween(rows, 'c', 'group')).toEqual(['group', 'inner', 'c'])
    expect(rowsBetween(rows, 'b', 'a')).toEqual(['b', 'a'])
    expect(rowsBetween(rows, 'gone', 'a')).toEqual(['a'])
    expect(rowsBetween(rows, null, 'a')).toEqual(['a'])
  })
})

describe('a layer that is dropped', () => {
  /** The tree after `id` was dropped at `at` rows from the top, `column` groups from the left. */
  const dropped = (id: string, at: number, column = 9) => {
    const drop = dropPlaceAt(document, rows, column * indent + 1, at * rowHeight)
    return { tree: treeOf(moveLayers([id], drop.place)(document)), drop }
  }

  it('on the upper half of a row goes above it, on the lower half below', () => {
    expect(dropped('top', 5.2).tree).toEqual(['ground', ['group', ['a', 'top', ['inner', ['b', 'c']]]]])
    expect(dropped('ground', 0.7).tree).toEqual([['group', ['a', ['inner', ['b', 'c']]]], 'ground', 'top'])
    expect(dropped('ground', 0.7).drop.line).toEqual({ top: rowHeight, depth: 0 })
  })

  it('on the middle of a group goes into it, on top', () => {
    const { tree, drop } = dropped('top', 1.5)
    expect(tree).toEqual(['ground', ['group', ['a', ['inner', ['b', 'c']], 'top']]])
    expect(drop).toMatchObject({ into: 'group', line: null })
  })

  it('right under an open group is its topmost layer', () => {
    const { tree, drop } = dropped('top', 1.9)
    expect(tree).toEqual(['ground', ['group', ['a', ['inner', ['b', 'c']], 'top']]])
    expect(drop.line).toEqual({ top: 2 * rowHeight, depth: 1 })
  })

  it('under the lowest layer of groups goes as far out as the pointer is left', () => {
    expect(dropped('top', 4.9, 2).tree).toEqual(['ground', ['group', ['a', ['inner', ['top', 'b', 'c']]]]])
    expect(dropped('top', 4.9, 1).tree).toEqual(['ground', ['group', ['a', 'top', ['inner', ['b', 'c']]]]])
    expect(dropped('top', 5.9, 0).tree).toEqual(['ground', 'top', ['group', ['a', ['inner', ['b', 'c']]]]])
    expect(dropped('top', 5.9, 0).drop.line?.depth).toBe(0)
  })

  it('below all rows goes to the bottom', () => {
    expect(dropped('c', 9).tree).toEqual(['c', 'ground', ['group', ['a', ['inner', ['b']]]], 'top'])
  })
})
