import { describe, expect, it } from 'vitest'
import { newDocument } from '#shared/document/canvas-document.ts'
import { newDraft } from '#editor/draft.ts'
import { createEditor } from '#editor/editor.ts'
import type { Tool, ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { createToolRunner } from '#editor/tools/tool-runner.ts'

const pointer: ToolPointer = {
  ...{ x: 1, y: 1, screen: { x: 1, y: 1 }, pressure: 1, tiltX: 0, tiltY: 0, eraser: false },
  ...{ shift: false, alt: false, mod: false },
}

/** Two plain tools, one whose gesture takes several presses, and one that goes back by itself. */
function runner() {
  const told: string[] = []
  const facts = { labelKey: '', hintKey: '', icon: {} as Tool['icon'], key: 'X', group: 'paint' } as const
  const tool = (id: string, busy: ToolState, more: Partial<Tool> = {}): Tool => ({
    ...{ ...facts, id, cursor: 'crosshair', initial: 'idle' },
    states: { idle: { down: () => 'busy' }, busy },
    ...more,
  })
  const drag: ToolState = { up: () => 'idle', cancel: () => (told.push('cancelled'), 'idle') }
  const several: ToolState = {
    keys: { apply: () => (told.push('closed'), 'idle'), back: () => undefined },
    resume: () => void told.push('resumed'),
    leave: () => void told.push('kept'),
    cancel: () => (told.push('cancelled'), 'idle'),
  }
  const editor = createEditor(newDocument('document'), newDraft(1))
  const tools = createToolRunner(editor, [
    tool('brush', drag),
    tool('eraser', drag),
    tool('polygon', several),
    tool('transform', several, { temporary: true, start: () => 'busy' }),
    tool('empty', drag, { temporary: true }),
  ])
  return { tools, told, toolId: () => editor.session.get().toolId }
}

describe("a tool's key", () => {
  it('switches when tapped', () => {
    const { tools, toolId } = runner()
    tools.press('eraser')
    expect(toolId()).toBe('eraser')
    tools.release('eraser', 90)
    expect(toolId()).toBe('eraser')
    tools.giveBack()
    expect(toolId()).toBe('eraser')
  })

  it('borrows the tool when held for long', () => {
    const { tools, toolId } = runner()
    tools.press('eraser')
    tools.release('eraser', 400)
    expect(toolId()).toBe('brush')
  })

  it('borrows the tool when it is used while held, however shortly', () => {
    const { tools, toolId } = runner()
    tools.press('eraser')
    tools.send('down', pointer)
    tools.send('up', pointer)
    tools.release('eraser', 120)
    expect(toolId()).toBe('brush')
  })

  it('lets a gesture end before the tool goes back', () => {
    const { tools, told, toolId } = runner()
    tools.press('eraser')
    tools.send('down', pointer)
    tools.release('eraser', 500)
    expect(tools.path()).toBe('eraser.busy')
    tools.send('up', pointer)
    expect(toolId()).toBe('brush')
    expect(told).toEqual([])
  })

  it('does nothing in the middle of a drag', () => {
    const { tools, told } = runner()
    tools.send('down', pointer)
    tools.press('eraser')
    expect(tools.path()).toBe('brush.busy')
    tools.release('eraser', 500)
    tools.send('up', pointer)
    expect(tools.path()).toBe('brush.idle')
    expect(told).toEqual([])
  })

  it('lets a gesture of several presses wait while another tool is borrowed', () => {
    const { tools, told } = runner()
    tools.choose('polygon')
    tools.send('down', pointer)
    tools.send('up', pointer)
    tools.press('brush')
    tools.send('down', pointer)
    tools.send('up', pointer)
    tools.release('brush', 800)
    expect(tools.path()).toBe('polygon.busy')
    expect(told).toEqual(['resumed'])
  })

  it('ends a gesture of several presses only when the other tool stays', () => {
    const { tools, told } = runner()
    tools.choose('polygon')
    tools.send('down', pointer)
    tools.send('up', pointer)
    tools.press('brush')
    expect(told).toEqual([])
    tools.release('brush', 50)
    expect(told).toEqual(['kept'])
    expect(tools.path()).toBe('brush.idle')
  })
})

describe('a temporary tool', () => {
  it('begins at once and goes back when its work is done', () => {
    const { tools, told, toolId } = runner()
    tools.choose('transform')
    expect(tools.path()).toBe('transform.busy')
    expect(tools.hears('apply')).toBe(true)
    tools.key('apply')
    expect(toolId()).toBe('brush')
    expect(told).toEqual(['closed'])
  })

  it('goes back when it is cancelled, and at once when there is nothing to do', () => {
    const { tools, toolId } = runner()
    tools.choose('transform')
    tools.cancel()
    expect(toolId()).toBe('brush')
    tools.choose('empty')
    expect(toolId()).toBe('brush')
  })

  it('keeps its work when another tool is chosen', () => {
    const { tools, told, toolId } = runner()
    tools.choose('transform')
    tools.choose('eraser')
    expect(told).toEqual(['kept'])
    expect(toolId()).toBe('eraser')
  })
})
