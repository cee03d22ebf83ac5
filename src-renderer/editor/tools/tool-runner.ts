import type { Editor } from '../editor.ts'
import type { Tool, ToolKey, ToolPointer, ToolState } from './tool.ts'
import { type At, Switching, currentTool } from './switching.ts'

export { currentTool }

/** Sends pointer events to the current tool's current state. */
export interface ToolRunner {
  readonly tools: readonly Tool[]
  /** Such as `brush.painting`. */
  path(): string
  /** True while a gesture is under way. */
  busy(): boolean
  choose(toolId: string): void
  /** Changes the tool until `giveBack`, for a held key. What the tool before it was at waits. */
  borrow(toolId: string): void
  giveBack(): void
  /** A tool's key goes down: the tool is there at once. */
  press(toolId: string): void
  /** … and comes up: after a tap the tool stays, after a long or used press the one before comes back. */
  release(toolId: string, heldMs: number): void
  send(event: 'down' | 'move' | 'up' | 'hover', pointer: ToolPointer): void
  /** True when Enter or Backspace means something to the gesture in hand. */
  hears(key: ToolKey): boolean
  key(key: ToolKey): void
  cancel(): void
}

export function createToolRunner(editor: Editor, tools: readonly Tool[]): ToolRunner {
  const at: At = { state: '', down: false, held: null, suspended: null, returning: false }
  const tool = () => currentTool({ tools }, editor.session.get().toolId)
  const stateName = () => at.state || tool().initial
  const state = (): ToolState => tool().states[stateName()] ?? {}
  const switching = new Switching(editor, tools, at)
  const go = (next: string | undefined, pointer?: ToolPointer) => {
    if (!next) return
    at.state = next
    if (pointer) state().enter?.(pointer)
    if (tool().temporary && next === tool().initial) switching.giveBack()
  }
  return {
    tools,
    path: () => `${tool().id}.${stateName()}`,
    busy: () => stateName() !== tool().initial,
    choose: (toolId) => switching.choose(toolId),
    borrow: (toolId) => switching.borrow(toolId),
    giveBack: () => switching.giveBack(),
    press: (toolId) => switching.press(toolId),
    release: (toolId, heldMs) => switching.release(toolId, heldMs),
    send(event, pointer) {
      if (event === 'down' && at.held) at.held.used = true
      if (event === 'down' || event === 'up') at.down = event === 'down'
      go(state()[event]?.(pointer), pointer)
      if (at.returning && !at.down) switching.giveBack()
    },
    hears: (key) => state().keys?.[key] !== undefined,
    key: (key) => go(state().keys?.[key]?.()),
    cancel() {
      const busy = stateName() !== tool().initial
      const next = state().cancel?.()
      Object.assign(at, { state: next && next !== tool().initial ? next : '', down: false })
      if (at.state === '' && (at.returning || (busy && tool().temporary))) switching.giveBack()
    },
  }
}
