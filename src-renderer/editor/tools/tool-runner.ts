import type { Editor } from '../editor.ts'
import type { Tool, ToolPointer, ToolState } from './tool.ts'

/** Sends pointer events to the current tool's current state. */
export interface ToolRunner {
  readonly tools: readonly Tool[]
  /** Such as `brush.painting`. */
  path(): string
  /** True while a gesture is under way. */
  busy(): boolean
  choose(toolId: string): void
  /** Changes the tool until `giveBack`, for a held key. */
  borrow(toolId: string): void
  giveBack(): void
  send(event: 'down' | 'move' | 'up', pointer: ToolPointer): void
  cancel(): void
}

export function createToolRunner(editor: Editor, tools: readonly Tool[]): ToolRunner {
  const at = { state: '' }
  const tool = () => currentTool({ tools }, editor.session.get().toolId)
  const stateName = () => at.state || tool().initial
  const state = (): ToolState => tool().states[stateName()] ?? {}
  const go = (next: string | undefined, pointer?: ToolPointer) => {
    if (!next) return
    at.state = next
    if (pointer) state().enter?.(pointer)
  }
  const cancel = () => {
    go(state().cancel?.())
    at.state = ''
  }
  const setTool = (toolId: string, borrowedFrom: string | null) => {
    cancel()
    editor.session.set((session) => ({ ...session, toolId, borrowedFrom }))
  }
  return {
    tools,
    path: () => `${tool().id}.${stateName()}`,
    busy: () => stateName() !== tool().initial,
    choose: (toolId) => setTool(toolId, null),
    borrow(toolId) {
      const { toolId: current, borrowedFrom } = editor.session.get()
      if (current !== toolId) setTool(toolId, borrowedFrom ?? current)
    },
    giveBack() {
      const { borrowedFrom } = editor.session.get()
      if (borrowedFrom !== null) setTool(borrowedFrom, null)
    },
    send: (event, pointer) => go(state()[event]?.(pointer), pointer),
    cancel,
  }
}

export function currentTool({ tools }: Pick<ToolRunner, 'tools'>, toolId: string): Tool {
  const tool = tools.find(({ id }) => id === toolId) ?? tools[0]
  if (!tool) throw new Error('The editor has no tools.')
  return tool
}
