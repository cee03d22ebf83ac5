import type { KeyboardEvent } from 'react'
import { removeLayers } from '#shared/document/edits.ts'
import { stepLayers } from '#shared/document/layers/arrange.ts'
import type { Editor } from '#editor/editor.ts'
import { choose, chosenIds, editUnlocked } from './commands/chosen.ts'
import { type Row, rowsBetween } from './rows.ts'

/** What of a key press decides. */
type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Does what a key asks for; gives the layer that takes the focus, if another one. */
type Action = () => string | null

/**
 * What a key means on the row of layer `on`; null when it means nothing here. Arrows go from row to row and choose,
 * with Shift more and more of them; left and right close and open groups; with Alt the chosen layers move.
 */
export function actionFor(editor: Editor, rows: readonly Row[], on: string, press: Press): Action | null {
  const at = rows.findIndex(({ layer }) => layer.id === on)
  const row = rows[at]
  if (!row) return null
  const mod = press.ctrlKey || press.metaKey
  if (press.altKey) return mod ? null : movingAction(editor, on, press.key)
  if (mod) return press.key.toLowerCase() === 'a' ? () => chooseAll(editor, rows) : null
  switch (press.key) {
    case 'ArrowDown':
      return () => goTo(editor, rows, at + 1, press.shiftKey)
    case 'ArrowUp':
      return () => goTo(editor, rows, at - 1, press.shiftKey)
    case 'Home':
      return () => goTo(editor, rows, 0, press.shiftKey)
    case 'End':
      return () => goTo(editor, rows, rows.length - 1, press.shiftKey)
    case 'ArrowLeft':
      return () => leftOf(editor, rows, row)
    case 'ArrowRight':
      return () => rightOf(editor, rows, at)
    case 'Delete':
      return () => remove(editor)
    default:
      return null
  }
}

function movingAction(editor: Editor, on: string, key: string): Action | null {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return null
  return () => {
    const closed = editor.session.get().closedGroups
    editor.edit('step.order', stepLayers(chosenIds(editor), key === 'ArrowUp' ? 'up' : 'down', closed))
    return on
  }
}

function goTo(editor: Editor, rows: readonly Row[], to: number, more: boolean): string | null {
  const id = rows[to]?.layer.id
  if (id === undefined) return null
  const active = editor.document().activeLayerId
  if (more && active !== null) choose(editor, rowsBetween(rows, active, id), active)
  else choose(editor, [id], id)
  return id
}

function chooseAll(editor: Editor, rows: readonly Row[]): null {
  const active = editor.document().activeLayerId ?? rows[0]?.layer.id
  const ids = rows.map(({ layer }) => layer.id)
  if (active !== undefined) choose(editor, ids, active)
  return null
}

/** Closes an open group; from anything else goes to the group around it. */
function leftOf(editor: Editor, rows: readonly Row[], { layer, open }: Row): string | null {
  if (open) {
    editor.session.set((session) => ({ ...session, closedGroups: [...session.closedGroups, layer.id] }))
    return null
  }
  const parent = rows.findIndex((row) => row.layer.id === layer.parent)
  return parent < 0 ? null : goTo(editor, rows, parent, false)
}

/** Opens a closed group; from an open one goes to the first layer in it. */
function rightOf(editor: Editor, rows: readonly Row[], at: number): string | null {
  const row = rows[at]
  if (!row || row.open === null) return null
  if (row.open) return rows[at + 1]?.layer.parent === row.layer.id ? goTo(editor, rows, at + 1, false) : null
  editor.session.set((session) => ({
    ...session,
    closedGroups: session.closedGroups.filter((id) => id !== row.layer.id),
  }))
  return null
}

function remove(editor: Editor): string | null {
  editUnlocked(editor, chosenIds(editor), 'step.delete-layer', removeLayers(chosenIds(editor)))
  return editor.document().activeLayerId
}
