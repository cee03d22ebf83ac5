import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Point } from '../camera.ts'

/** One sample of a pointer over the canvas. */
export interface ToolPointer {
  /** Document pixels. */
  readonly x: number
  readonly y: number
  readonly screen: Point
  /** 0 … 1; 1 for a mouse. */
  readonly pressure: number
  /** How far a pen leans, −1 … 1 along each side of the screen; 0 for a mouse. */
  readonly tiltX: number
  readonly tiltY: number
  /** The pen's other end. */
  readonly eraser: boolean
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl, or Command on a Mac. */
  readonly mod: boolean
  /** Space is held within the gesture, for tools that move what they draw with it. */
  readonly space?: boolean
}

/** Keys that finish a gesture of several presses, or take its last press back. */
export type ToolKey = 'apply' | 'back'

/** A state answers an event with the name of the state to go to, or with nothing to stay. */
export interface ToolState {
  enter?(pointer: ToolPointer): void
  down?(pointer: ToolPointer): string | undefined
  move?(pointer: ToolPointer): string | undefined
  up?(pointer: ToolPointer): string | undefined
  /** The pointer moves with nothing pressed, or a modifier changed. */
  hover?(pointer: ToolPointer): string | undefined
  /** What Enter and Backspace do here; only the keys that mean something. */
  readonly keys?: Partial<Readonly<Record<ToolKey, () => string | undefined>>>
  cancel?(): string | undefined
  /** Another tool was chosen: keeps what is worth keeping. Without it the gesture is cancelled. */
  leave?(): void
  /** The tool comes back from having been lent away: shows itself again; a name goes on to that state. */
  resume?(): string | undefined
}

export type ToolCursor = 'tip' | 'grab' | 'move' | 'crosshair'

/** Tools of one kind share a place in the rail. */
export const toolGroups = ['move', 'select', 'paint', 'fill', 'retouch', 'shape', 'page', 'view'] as const
export type ToolGroup = (typeof toolGroups)[number]

/** A tool is a folder of states and a few facts about it. */
export interface Tool {
  readonly id: string
  readonly labelKey: string
  readonly hintKey: string
  readonly icon: LucideIcon
  readonly key: string
  readonly group: ToolGroup
  readonly cursor: ToolCursor
  readonly initial: string
  readonly states: Readonly<Record<string, ToolState>>
  readonly Options?: ComponentType
  /** The tool was chosen; returns the state to begin in. A `temporary` tool that has none is given back at once. */
  start?(): string | undefined
  /** Space held within a gesture moves what is being drawn instead of the view. */
  readonly movesWithSpace?: boolean
  /** Goes back to the tool before it when its work is done. */
  readonly temporary?: boolean
}
