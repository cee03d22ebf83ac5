import type Konva from 'konva'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'

export interface OverlayColours {
  readonly accent: string
  readonly shade: string
}

/** One thing that is drawn over the pixels. It is pushed to and never read. */
export interface OverlayPart {
  readonly shapes: readonly Konva.Shape[]
  draw(editor: Editor, tool: Tool): void
  recolour?(colours: OverlayColours): void
}
