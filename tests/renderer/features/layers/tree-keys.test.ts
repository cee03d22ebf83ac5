import { describe, expect, it } from 'vitest'
import { newDraft } from '#editor/draft.ts'
import { type Editor, createEditor } from '#editor/editor.ts'
import { selectedLayersOf } from '#editor/session.ts'
import { rowsOf } from '#features/layers/rows.ts'
import { actionFor } from '#features/layers/tree-keys.ts'
import { selectLayer } from '#shared/document/edits.ts'
import { type Tree, documentOf, treeOf } from '#tests/shared/document/layers/random-tree.ts'

const plain = { altKey: false, shiftKey: false, ctrlKey: false, metaKey: false }

function keyboardOn(tree: Tree, active: string) {
  const editor: Editor = createEditor(selectLayer(active)(documentOf(tree)), newDraft(1))
  let focus = active
  const press = (key: string, more: Partial<typeof plain> = {}) => {
    const rows = rowsOf(editor.document(), editor.session.get().closedGroups)
    const action = actionFor(editor, rows, focus, { ...plain, key, ...more })
    focus = action?.() ?? focus
    return action !== null
  }
  return {
    ...{ editor, press },
    focus: () => focus,
    active: () => editor.document().activeLayerId,
    chosen: () => selectedLayersOf(editor.session.get(), editor.document()),
    tree: () => treeOf(editor.document()),
    steps: () => editor.history.get().done.length,
  }
}

const tree: Tree = ['ground', ['group', ['a', 'b']], 'top']

describe('the keys of the list', () => {
  it('go up and down and choose, without a step of the history', () => {
    const keys = keyboardOn(tree, 'top')
    keys.press('ArrowDown')
    expect([keys.focus(), keys.active(), keys.chosen()]).toEqual(['group', 'group', ['group']])
    keys.press('End')
    expect(keys.active()).toBe('ground')
    keys.press('ArrowDown')
    expect(keys.active()).toBe('ground')
    keys.press('Home')
    expect(keys.active()).toBe('top')
    expect(keys.steps()).toBe(0)
  })

  it('choose more and fewer with Shift, from the active one', () => {
    const keys = keyboardOn(tree, 'group')
    keys.press('ArrowDown', { shiftKey: true })
    keys.press('ArrowDown', { shiftKey: true })
    expect([keys.focus(), keys.active()]).toEqual(['a', 'group'])
    expect(keys.chosen()).toEqual(['a', 'b', 'group'])
    keys.press('ArrowUp', { shiftKey: true })
    expect(keys.chosen()).toEqual(['b', 'group'])
    keys.press('a', { ctrlKey: true })
    expect(keys.chosen()).toEqual(['ground', 'a', 'b', 'group', 'top'])
  })

  it('close and open groups, and go between a group and what it holds', () => {
    const keys = keyboardOn(tree, 'a')
    keys.press('ArrowLeft')
    expect(keys.focus()).toBe('group')
    keys.press('ArrowLeft')
    expect(keys.editor.session.get().closedGroups).toEqual(['group'])
    keys.press('ArrowDown')
    expect(keys.focus()).toBe('ground')
    keys.press('ArrowUp')
    keys.press('ArrowRight')
    expect(keys.editor.session.get().closedGroups).toEqual([])
    keys.press('ArrowRight')
    expect(keys.focus()).toBe('b')
  })

  it('move all that is chosen with Alt, one step each, and keep the focus', () => {
    const keys = keyboardOn(tree, 'b')
    keys.press('ArrowDown', { shiftKey: true })
    keys.press('ArrowUp', { altKey: true })
    expect(keys.tree()).toEqual(['ground', ['group', []], 'a', 'b', 'top'])
    expect(keys.focus()).toBe('a')
    expect(keys.steps()).toBe(1)
    keys.editor.undo()
    expect(keys.tree()).toEqual(tree)
  })

  it('delete what is chosen; locked layers stay, and it is said why', () => {
    const keys = keyboardOn(tree, 'group')
    keys.editor.edit('step.lock', (document) => ({
      ...document,
      layers: { ...document.layers, group: { ...document.layers.group!, locked: true } },
    }))
    keys.press('Delete')
    expect(keys.tree()).toEqual(tree)
    const remark = keys.editor.remark.get()
    expect(remark).toMatchObject({ textKey: 'layer.locked-notice', values: { name: 'group' } })
    remark?.action?.run()
    keys.press('Delete')
    expect(keys.tree()).toEqual(['ground', 'top'])
    expect(keys.focus()).toBe('ground')
  })

  it('leave other keys to the window', () => {
    const keys = keyboardOn(tree, 'top')
    expect(keys.press('b')).toBe(false)
    expect(keys.press('z', { ctrlKey: true })).toBe(false)
    expect(keys.press('ArrowLeft', { altKey: true })).toBe(false)
  })
})
