import { setPageArea } from '#shared/document/page-area.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import type { SketchLine } from '#editor/sketch.ts'
import { boxHandles } from '#editor/stage/box-handles.ts'
import { type CropSettings, plainCrop } from './crop-settings.ts'

/** The frame that is to become the page. */
export interface CropBench {
  readonly frame: Store<Rectangle | null>
  readonly settings: Store<CropSettings>
  /** Begins with what is selected, else with the page. */
  begin(): void
  set(frame: Rectangle): void
  apply(): void
  end(): void
}

export function createCropBench(editor: Editor): CropBench {
  const frame = createStore<Rectangle | null>(null)
  const settings = createStore(plainCrop)
  const bench: CropBench = {
    frame,
    settings,
    begin() {
      const { selection, width, height } = editor.document()
      bench.set((selection && contentBounds(selection)) ?? { x: 0, y: 0, width, height })
    },
    set(next) {
      frame.set(next)
      showFrame(editor, next)
    },
    apply() {
      const area = frame.get()
      bench.end()
      if (area) editor.edit('step.crop', setPageArea(area, settings.get().deletePixels))
    },
    end() {
      frame.set(null)
      editor.sketch.set(null)
    },
  }
  return bench
}

export function showFrame(editor: Editor, area: Rectangle, at?: Point): void {
  const { x, y, width, height } = area
  editor.sketch.set({
    keep: area,
    lines: [{ kind: 'frame', points: cornersOf(area), closed: true }, ...thirds(area)],
    handles: boxHandles.map((handle) => ({ x: x + width * handle.x, y: y + height * handle.y })),
    ...(at ? { label: { at, text: `${String(width)} × ${String(height)}` } } : {}),
  })
}

function cornersOf({ x, y, width, height }: Rectangle): Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** What is a third of the way in draws the eye. */
function thirds({ x, y, width, height }: Rectangle): SketchLine[] {
  return [1 / 3, 2 / 3].flatMap((share) => [
    line({ x: x + width * share, y }, { x: x + width * share, y: y + height }),
    line({ x, y: y + height * share }, { x: x + width, y: y + height * share }),
  ])
}

function line(from: Point, to: Point): SketchLine {
  return { kind: 'guide', points: [from, to], closed: false }
}
