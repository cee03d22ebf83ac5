import { CircleDashed, SquareDashed } from 'lucide-react'
import { createElement } from 'react'
import { type Store, createStore } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { createMovingOutline } from '#editor/selecting/moving-outline.ts'
import { createSelectIdle } from '#editor/selecting/select-idle.ts'
import { SelectOptions } from '#editor/selecting/select-options.tsx'
import { type SelectingSettings, plainSelecting } from '#editor/selecting/settings.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature } from '../feature.ts'
import { type MarqueeShape, drawing } from './states/drawing.ts'

const shapes = {
  rectangle: {
    ...{ id: 'marquee', labelKey: 'tool.marquee', hintKey: 'hint.marquee', icon: SquareDashed, key: 'M' },
  },
  ellipse: {
    ...{
      id: 'ellipse',
      labelKey: 'tool.ellipse',
      hintKey: 'hint.marquee',
      icon: CircleDashed,
      key: 'Shift+M',
    },
  },
} as const

export function createMarquee(
  editor: Editor,
  shape: MarqueeShape = 'rectangle',
  settings: Store<SelectingSettings> = createStore(plainSelecting),
): Tool {
  return {
    ...shapes[shape],
    group: 'select',
    cursor: 'crosshair',
    initial: 'idle',
    movesWithSpace: true,
    states: {
      idle: createSelectIdle(editor, settings),
      drawing: drawing(editor, shape, settings),
      moving: createMovingOutline(editor),
    },
    Options: () => createElement(SelectOptions, { settings, antialias: shape === 'ellipse' }),
  }
}

/** Rectangles and ellipses. */
export function createMarquees(settings: Store<SelectingSettings>): readonly Feature[] {
  return [
    { id: 'marquee', tool: (editor) => createMarquee(editor, 'rectangle', settings) },
    { id: 'ellipse', tool: (editor) => createMarquee(editor, 'ellipse', settings) },
  ]
}
