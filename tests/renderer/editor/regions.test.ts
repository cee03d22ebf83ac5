import { describe, expect, it } from 'vitest'
import { type CanvasDocument, type Layer, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, sequence } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { countingRegions, regionLayers, regionsIn } from '#editor/regions.ts'

const area = { x: 0, y: 0, width: 64, height: 48 }

/** A region that covers the rectangle with `value`. */
function region(
  id: string,
  value: number,
  [x, y, width, height]: readonly [number, number, number, number],
): Layer {
  const block = new Uint8ClampedArray(width * height).fill(value)
  const pixels = pixelsFrom(block, { x, y, width, height }, 1)
  return { ...newLayer(id, 'region', id), pixels, region: { prompt: `a ${id}`, weight: 1 } }
}

function documentWith(...layers: readonly Layer[]): CanvasDocument {
  return sequence(...layers.map(addLayer))(newDocument('document', 64, 48))
}

const apple = region('apple', 255, [0, 0, 20, 48])
const lemon = region('lemon', 100, [30, 10, 34, 20])

describe('regions of a document', () => {
  it('are listed topmost first, whatever else there is', () => {
    const document = documentWith(apple, newLayer('paint', 'raster', 'Paint'), lemon)
    expect(regionLayers(document).map(({ id }) => id)).toEqual(['lemon', 'apple'])
  })

  it('count where they are shown and have something in what is looked at', () => {
    const counting = (document: CanvasDocument, box = area) =>
      countingRegions(document, box).map(({ id }) => id)
    const document = documentWith(apple, lemon, newLayer('bare', 'region', 'Bare'))
    expect(counting(document)).toEqual(['lemon', 'apple'])
    expect(counting(document, { x: 40, y: 0, width: 24, height: 48 })).toEqual(['lemon'])
    expect(counting(document, { x: 40, y: 40, width: 24, height: 8 })).toEqual([])
    expect(counting(changeLayer('lemon', { visible: false })(document))).toEqual(['apple'])
    expect(counting(changeLayer('lemon', { opacity: 0 })(document))).toEqual(['apple'])
    const beyond = { x: -40, y: 0, width: 40, height: 48 }
    expect(counting(changeLayer('apple', { x: -30 })(document), beyond)).toEqual([])
  })

  it('do not count within a hidden group', () => {
    const group = { ...newLayer('group', 'group', 'Group'), visible: false }
    const { layers, ...page } = documentWith(apple, group)
    const document = { ...page, layers: { ...layers, apple: { ...apple, parent: 'group' } } }
    expect(countingRegions(document, area).map(({ id }) => id)).toEqual([])
  })
})

describe('what is sent of them', () => {
  it('is the coverage within what is looked at, fainter by opacity, where the layer lies now', () => {
    const document = changeLayer('lemon', { x: -10, opacity: 0.5 })(documentWith(lemon))
    const [sent] = regionsIn(document, { x: 16, y: 8, width: 8, height: 4 })
    expect(sent).toMatchObject({ prompt: 'a lemon', weight: 1, width: 8, height: 4 })
    expect([...sent!.coverage]).toEqual([
      ...Array<number>(16).fill(0),
      ...Array.from({ length: 16 }, (_, at) => (at % 8 < 4 ? 0 : 50)),
    ])
  })

  it('is never larger than tells anything', () => {
    const wide = { ...region('wide', 255, [0, 0, 1500, 10]) }
    const document = sequence(addLayer(wide))(newDocument('document', 3001, 20))
    const [sent] = regionsIn(document, { x: 0, y: 0, width: 3001, height: 20 })
    expect([sent!.width, sent!.height]).toEqual([1001, 7])
    expect([sent!.coverage[0], sent!.coverage[499], sent!.coverage[500]]).toEqual([255, 255, 0])
    // The last row of squares is cut by the picture's edge; the fourth is covered by one row of three.
    expect(sent!.coverage[3 * 1001]).toBe(85)
  })
})
