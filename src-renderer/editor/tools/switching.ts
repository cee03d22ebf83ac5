import type { Editor } from '../editor.ts'
import type { Tool, ToolState } from './tool.ts'

/** A tool's key that was held for longer than this, or that the tool was used under, only borrowed it. */
const tapMs = 250

interface Place {
  readonly toolId: string
  readonly state: string
}

/** Where the tools are: the state of the current one, and what is to become of it. */
export interface At {
  state: string
  /** Between a press of the pointer and its end. */
  down: boolean
  held: { readonly toolId: string; used: boolean } | null
  /** The gesture that waits while another tool is borrowed. */
  suspended: Place | null
  /** The key came up within a gesture: the tool goes back when that has ended. */
  returning: boolean
}

/** Choosing, borrowing and giving back: what changes the tool. */
export class Switching {
  readonly #editor: Editor
  readonly #tools: readonly Tool[]
  readonly #at: At

  constructor(editor: Editor, tools: readonly Tool[], at: At) {
    this.#editor = editor
    this.#tools = tools
    this.#at = at
  }

  choose(toolId: string): void {
    const { toolId: current, borrowedFrom } = this.#editor.session.get()
    this.#leave(this.#here())
    this.#drop()
    this.#at.held = null
    const origin = this.#tool(toolId).temporary ? (borrowedFrom ?? current) : null
    this.#set(toolId, origin === toolId ? null : origin)
    this.#start(toolId)
  }

  borrow(toolId: string): void {
    const { toolId: current, borrowedFrom } = this.#editor.session.get()
    if (current === toolId || this.#at.down) return
    if (borrowedFrom === null) this.#at.suspended = this.#here()
    else this.#leave(this.#here())
    this.#set(toolId, borrowedFrom ?? current)
    this.#start(toolId)
  }

  giveBack(): void {
    const { borrowedFrom } = this.#editor.session.get()
    if (borrowedFrom === null) return
    this.#at.returning = this.#at.down
    if (this.#at.down) return
    this.#leave(this.#here())
    const { suspended } = this.#at
    this.#at.suspended = null
    this.#set(borrowedFrom, null, suspended?.toolId === borrowedFrom ? suspended.state : '')
    const resumed = this.#stateAt(this.#here()).resume?.()
    if (resumed) this.#at.state = resumed
  }

  /** The tool is there as soon as its key is down; a gesture in hand goes on undisturbed. */
  press(toolId: string): void {
    if (this.#at.down) return
    const { toolId: current, borrowedFrom } = this.#editor.session.get()
    if (current === toolId || borrowedFrom !== null || this.#at.held) return this.choose(toolId)
    this.borrow(toolId)
    this.#at.held = { toolId, used: false }
  }

  /** After a tap the tool stays; after a long or a used press the one before comes back. */
  release(toolId: string, heldMs: number): void {
    const { held } = this.#at
    if (held?.toolId !== toolId) return
    this.#at.held = null
    if (held.used || heldMs > tapMs) return this.giveBack()
    this.#drop()
    this.#editor.session.set((session) => ({ ...session, borrowedFrom: null }))
  }

  #here(): Place {
    return { toolId: this.#editor.session.get().toolId, state: this.#at.state }
  }

  #tool(toolId: string): Tool {
    return currentTool({ tools: this.#tools }, toolId)
  }

  #stateAt({ toolId, state }: Place): ToolState {
    const tool = this.#tool(toolId)
    return tool.states[state || tool.initial] ?? {}
  }

  #set(toolId: string, borrowedFrom: string | null, state = ''): void {
    this.#at.state = state
    this.#editor.session.set((session) => ({ ...session, toolId, borrowedFrom }))
  }

  #start(toolId: string): void {
    const tool = this.#tool(toolId)
    this.#at.state = tool.start?.() ?? ''
    if (tool.temporary && this.#at.state === '') this.giveBack()
  }

  #leave(place: Place): void {
    const state = this.#stateAt(place)
    if (state.leave) state.leave()
    else state.cancel?.()
  }

  /** Nothing waits any more. */
  #drop(): void {
    if (this.#at.suspended) this.#leave(this.#at.suspended)
    Object.assign(this.#at, { suspended: null, returning: false, down: false })
  }
}

export function currentTool({ tools }: { readonly tools: readonly Tool[] }, toolId: string): Tool {
  const tool = tools.find(({ id }) => id === toolId) ?? tools[0]
  if (!tool) throw new Error('The editor has no tools.')
  return tool
}
