import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Client } from '#client/client.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { ToolRunner } from '#editor/tools/tool-runner.ts'
import type { Workshop } from '#editor/work/workshop.ts'
import type { Command } from '#ui/commands/command.ts'
import type { Notices } from '#ui/notices.ts'

/** What a feature may work with; the app passes it by hand. */
export interface FeatureParts {
  readonly editor: Editor
  readonly tools: ToolRunner
  readonly client: Client
  readonly notices: Notices
  /** Heavy pure work away from the window's own thread. */
  readonly work: Workshop
}

/** A place in the window that features fill. */
export type Slot =
  'menu' | 'head' | 'canvas' | 'side' | 'staging' | 'prompt' | 'drawer' | 'room' | 'grids' | 'status' | 'over'

/** Opens files of some kinds, told by the endings of their names, wherever they are dropped. */
export interface FileTaker {
  /** Such as `.psd`, in lower case. */
  readonly endings: readonly string[]
  take(parts: FeatureParts, file: File): Promise<void>
}

/** A place that files can be dropped on while they are dragged over the window; it says what will happen there. */
export interface DropPlace {
  readonly id: string
  readonly labelKey: string
  readonly hintKey: string
  readonly icon: LucideIcon
  take(parts: FeatureParts, files: readonly File[]): Promise<void>
}

/** A thing that an artist can name: everything about it is in one folder, and one line in `app/features.ts`. */
export interface Feature {
  readonly id: string
  tool?(editor: Editor): Tool
  commands?(parts: FeatureParts): readonly Command[]
  /** Runs once; what it returns ends it. */
  start?(parts: FeatureParts): () => void
  readonly views?: Partial<Readonly<Record<Slot, ComponentType>>>
}
