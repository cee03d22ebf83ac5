import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { afterResize, fitPage, isFitted, panBy } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { parseColour } from '../pixels/blend.ts'
import { Compositor } from '../render/compositor.ts'
import { LiftedSheet } from '../render/lifted-sheet.ts'
import type { ToolRunner } from '../tools/tool-runner.ts'
import { type Change, type Views, createFrames } from './frames.ts'
import { Overlay } from './overlay.ts'
import { linkPointer } from './pointer-input.ts'

/** Links the editor with its elements; draws at most once a frame. Returns a function that ends it. */
export function startStage(frame: HTMLElement, editor: Editor, tools: ToolRunner): () => void {
  const views = createViews(frame, editor)
  const frames = createFrames(views, editor, tools)
  const { want } = frames
  const stops = [
    editor.history.subscribe(() => want('all')),
    watchSession(editor, want),
    editor.pointer.subscribe(() => want('cursor')),
    editor.sketch.subscribe(() => want('sketch')),
    editor.lifted.subscribe(() => want('lifted')),
    watchStroke(editor, want),
    watchPage(editor),
    watchTheme(() => {
      recolour(frame, views)
      want('all')
    }),
    watchSize(frame, editor, (width, height) => {
      const pixels = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)] as const
      views.compositor.resize(...pixels)
      views.lifted.resize(...pixels)
      views.overlay.resize(width, height)
      want('all')
    }),
    linkPointer(frame, editor, tools),
  ]
  want('all')
  return () => {
    for (const stop of stops) stop()
    frames.stop()
    views.overlay.destroy()
  }
}

function recolour(frame: HTMLElement, { compositor, overlay }: Views): void {
  const colours = readColours(frame)
  compositor.recolour(colours)
  overlay.recolour(colours)
}

function createViews(frame: HTMLElement, editor: Editor): Views {
  const colours = readColours(frame)
  const stack = { picture: sheet(frame, 'picture'), overlay: sheet(frame, 'overlay') }
  const container = frame.querySelector<HTMLDivElement>('.overlay')
  if (!container) throw new Error('The canvas has no overlay.')
  return {
    compositor: new Compositor(editor, stack, colours),
    lifted: new LiftedSheet(sheet(frame, 'lifted')),
    overlay: new Overlay(container, colours),
    mask: () => readColours(frame).mask,
  }
}

function watchSession(editor: Editor, want: (change: Change) => void): () => void {
  const last = { session: editor.session.get() }
  return editor.session.subscribe(() => {
    const before = last.session
    const now = (last.session = editor.session.get())
    const shown = (['toolId', 'floating', 'stagedHidden'] as const).some((key) => before[key] !== now[key])
    if (before.camera !== now.camera) want('camera')
    if (shown) want('all')
    else if (before.tips !== now.tips) want('cursor')
  })
}

function watchStroke(editor: Editor, want: (change: Change) => void): () => void {
  const last = { wet: false }
  return editor.stroke.subscribe(() => {
    const wet = editor.stroke.get() !== null
    if (wet !== last.wet) want('all')
    else if (wet) want('stroke')
    last.wet = wet
  })
}

/** A fitted page stays fitted when its size changes. */
function watchPage(editor: Editor): () => void {
  const last = { page: editor.document() }
  return editor.history.subscribe(() => {
    const before = last.page
    const now = (last.page = editor.document())
    if (before.width === now.width && before.height === now.height) return
    editor.session.set((session) => ({
      ...session,
      camera: isFitted(session.camera, before, session.viewport)
        ? fitPage(now, session.viewport)
        : panBy(
            session.camera,
            grownBy(before, now, 'x') * session.camera.zoom,
            grownBy(before, now, 'y') * session.camera.zoom,
          ),
    }))
  })
}

/** A page that grows to the left or to the top stays under the eyes where it was. */
function grownBy(before: CanvasDocument, now: CanvasDocument, side: 'x' | 'y'): number {
  return before.id === now.id ? before.origin[side] - now.origin[side] : 0
}

function watchTheme(then: () => void): () => void {
  const observer = new MutationObserver(then)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function watchSize(
  frame: HTMLElement,
  editor: Editor,
  then: (width: number, height: number) => void,
): () => void {
  const observer = new ResizeObserver(() => {
    const viewport = { width: frame.clientWidth, height: frame.clientHeight }
    if (viewport.width === 0 || viewport.height === 0) return
    editor.session.set((session) => {
      const camera = afterResize(session.camera, editor.document(), session.viewport, viewport)
      return { ...session, viewport, camera }
    })
    then(viewport.width, viewport.height)
  })
  observer.observe(frame)
  return () => observer.disconnect()
}

function sheet(frame: HTMLElement, name: string): HTMLCanvasElement {
  const canvas = frame.querySelector<HTMLCanvasElement>(`canvas[data-sheet="${name}"]`)
  if (!canvas) throw new Error(`The canvas has no sheet "${name}".`)
  return canvas
}

function readColours(frame: HTMLElement) {
  const style = getComputedStyle(frame)
  const read = (name: string) => style.getPropertyValue(name).trim()
  return {
    paper: [read('--paper-light'), read('--paper-dark')] as const,
    accent: read('--accent'),
    mask: parseColour(read('--mask')),
    shade: read('--canvas'),
  }
}
