import { type Layer, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import { newDraft } from '#editor/draft.ts'
import { type Editor, createEditor } from '#editor/editor.ts'
import type { Tool, ToolPointer } from '#editor/tools/tool.ts'
import { type ToolRunner, createToolRunner } from '#editor/tools/tool-runner.ts'

/** An editor driven by scripted pointers; the camera is at 100 %, so screen and document pixels are the same. */
export interface TestEditor {
  readonly editor: Editor
  readonly tools: ToolRunner
  addRaster(id?: string): void
  layer(id: string): Layer
  down(x: number, y: number, more?: Partial<ToolPointer>): TestEditor
  move(x: number, y: number, more?: Partial<ToolPointer>): TestEditor
  up(x: number, y: number, more?: Partial<ToolPointer>): TestEditor
  /** RGBA (or mask byte) of one document pixel of a layer. */
  pixel(layerId: string, x: number, y: number): number[]
}

export function createTestEditor(createTool: (editor: Editor) => Tool, size = 512): TestEditor {
  const editor = createEditor(newDocument('document', size, size), newDraft(1))
  const tools = createToolRunner(editor, [createTool(editor)])
  const tool = tools.tools[0]
  if (tool) tools.choose(tool.id)
  const pointer = (x: number, y: number, more: Partial<ToolPointer> = {}): ToolPointer => ({
    ...{ x, y, screen: { x, y }, pressure: 1, tiltX: 0, tiltY: 0, eraser: false },
    ...{ shift: false, alt: false, mod: false },
    ...more,
  })
  const send = (event: 'down' | 'move' | 'up') => (x: number, y: number, more?: Partial<ToolPointer>) => {
    tools.send(event, pointer(x, y, more))
    return self
  }
  const layer = (id: string) => {
    const found = editor.document().layers[id]
    if (!found) throw new Error(`There is no layer ${id}.`)
    return found
  }
  const self: TestEditor = {
    editor,
    tools,
    addRaster: (id = 'raster') => editor.edit('step.new-layer', addLayer(newLayer(id, 'raster', id))),
    layer,
    down: send('down'),
    move: send('move'),
    up: send('up'),
    pixel(id, x, y) {
      const { pixels, x: left, y: top } = layer(id)
      return [...readPixels(pixels, { x: x - left, y: y - top, width: 1, height: 1 })]
    },
  }
  return self
}
