import { describe, expect, it } from 'vitest'
import { emptyPixels } from '#shared/document/pixels.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { type Dab, coverDab, dabProfile } from '#editor/pixels/dab.ts'
import { colourInk, coverageInk } from '#editor/pixels/ink.ts'
import { blendInk } from '#editor/pixels/blend-ink.ts'
import { StrokeBuffer } from '#editor/pixels/stroke-buffer.ts'
import { clipSegment } from '#editor/pixels/stroke-curve.ts'
import { type Sample, StrokePath } from '#editor/pixels/stroke-path.ts'
import { coverAll } from '#editor/pixels/plane-cover.ts'
import { WetTiles } from '#editor/pixels/wet-tiles.ts'
import { defaultTip } from '#editor/session.ts'

const page = { x: 0, y: 0, width: 300, height: 300 }
const dab: Dab = { x: 50, y: 50, radius: 20, roundness: 1, angle: 0, flow: 1, limit: 1 }

function covered(change: Partial<Dab>, hardness: number): (x: number, y: number) => number {
  const coverage = new Float32Array(100 * 100)
  const frame = { left: 0, top: 0, stride: 100 }
  coverDab(
    coverage,
    frame,
    { x: 0, y: 0, width: 100, height: 100 },
    { ...dab, ...change },
    dabProfile(hardness),
  )
  return (x, y) => coverage[y * 100 + x] ?? 0
}

function sample(x: number, y: number, more: Partial<Sample> = {}): Sample {
  return { x, y, pressure: 1, tiltX: 0, tiltY: 0, ...more }
}

function dabsOf(tip: Partial<typeof defaultTip>, samples: readonly Sample[]): Dab[] {
  const dabs: Dab[] = []
  const path = new StrokePath({ ...defaultTip, ...tip }, page, (each) => dabs.push({ ...each }))
  for (const each of samples) path.extend(each)
  return dabs
}

describe('a dab', () => {
  it('covers the area of its circle, with a rim of one pixel', () => {
    const coverage = new Float32Array(100 * 100)
    const frame = { left: 0, top: 0, stride: 100 }
    coverDab(coverage, frame, { x: 0, y: 0, width: 100, height: 100 }, dab, dabProfile(1))
    const area = coverage.reduce((sum, value) => sum + value, 0)
    expect(Math.abs(area / (Math.PI * 400) - 1)).toBeLessThan(0.005)
    expect(Math.max(...coverage)).toBe(1)
  })

  it('falls off smoothly when it is soft', () => {
    const at = covered({}, 0)
    const along = Array.from({ length: 21 }, (_none, i) => at(50 + i, 50))
    expect(along[0]).toBeGreaterThan(0.99)
    expect(along[20]).toBe(0)
    expect(along).toEqual(along.toSorted((a, b) => b - a))
    expect(along[10]).toBeCloseTo(0.46, 1)
  })

  it('lies along its angle when it is an ellipse', () => {
    const at = covered({ roundness: 0.25, angle: Math.PI / 2 }, 1)
    expect(at(50, 66)).toBe(1)
    expect(at(57, 50)).toBe(0)
    expect(at(53, 50)).toBe(1)
  })

  it('adds its flow up to its limit and never beyond', () => {
    const coverage = new Float32Array(100 * 100)
    const frame = { left: 0, top: 0, stride: 100 }
    const area = { x: 0, y: 0, width: 100, height: 100 }
    for (let i = 0; i < 60; i++)
      coverDab(coverage, frame, area, { ...dab, flow: 0.2, limit: 0.4 }, dabProfile(1))
    expect(coverage[50 * 100 + 50]).toBeCloseTo(0.4, 5)
    coverDab(coverage, frame, area, { ...dab, limit: 0.1 }, dabProfile(1))
    expect(coverage[50 * 100 + 50]).toBeCloseTo(0.4, 5)
  })
})

describe('a path', () => {
  it('lays dabs evenly, however the pointer reports', () => {
    const tip = { size: 40, spacing: 0.25 }
    const few = dabsOf(tip, [sample(10, 100), sample(210, 100)])
    const many = dabsOf(
      tip,
      Array.from({ length: 201 }, (_none, i) => sample(10 + i, 100)),
    )
    expect(few.map(({ x }) => Math.round(x))).toEqual(many.map(({ x }) => Math.round(x)))
    expect(few[1]!.x - few[0]!.x).toBeCloseTo(10, 5)
    expect(few).toHaveLength(21)
  })

  it('runs round where samples turn and keeps corners', () => {
    const quarter = Array.from({ length: 7 }, (_none, i) => (i * Math.PI) / 12).map((turn) =>
      sample(150 + 100 * Math.sin(turn), 150 - 100 * Math.cos(turn)),
    )
    const off = dabsOf({ size: 2 }, quarter).map(({ x, y }) => Math.abs(Math.hypot(x - 150, y - 150) - 100))
    expect(Math.max(...off)).toBeLessThan(1.2)
    const corner = dabsOf({ size: 2 }, [sample(10, 10), sample(100, 10), sample(100, 100)])
    expect(Math.max(...corner.map(({ x }) => x))).toBeLessThanOrEqual(100)
  })

  it('follows pressure and tilt as the tip says', () => {
    const samples = [sample(10, 10, { pressure: 0.5, tiltX: 0, tiltY: 1 })]
    expect(dabsOf({ pressureSize: true }, samples)[0]?.radius).toBe(10)
    expect(dabsOf({ pressureSize: false, pressureOpacity: true }, samples)[0]).toMatchObject({
      radius: 20,
      limit: 0.5,
      flow: 1,
    })
    expect(dabsOf({ pressureFlow: true, flow: 0.5 }, samples)[0]?.flow).toBe(0.25)
    const leaning = dabsOf({ tilt: true }, samples)[0]!
    expect(leaning.angle).toBeCloseTo(Math.PI / 2)
    expect(leaning.roundness).toBeCloseTo(0.3)
  })

  it('lays no more dabs than the page has room for when the pen jumps a million pixels away', () => {
    const dabs = dabsOf({ size: 4 }, [
      sample(10, 10),
      sample(999_999, 10),
      sample(20, 900_000),
      sample(30, 30),
    ])
    expect(dabs.length).toBeLessThan(3000)
    expect(dabs.every(({ x, y }) => x < 310 && y < 310)).toBe(true)
  })
})

describe('a segment', () => {
  it('is cut to what lies in the area', () => {
    expect(clipSegment({ x: -100, y: 50 }, { x: 400, y: 50 }, page)).toEqual({ start: 0.2, end: 0.8 })
    expect(clipSegment({ x: -100, y: -50 }, { x: 400, y: -50 }, page)).toBeNull()
  })
})

describe('wet paint', () => {
  const solid = (value: number[]) =>
    pixelsFrom(
      Uint8ClampedArray.from(
        { length: 300 * 300 * value.length },
        (_none, i) => value[i % value.length] ?? 0,
      ),
      page,
      value.length as 1 | 4,
    )
  const at = (pixels: ReturnType<typeof solid>, x: number, y: number) => [
    ...readPixels(pixels, { x, y, width: 1, height: 1 }),
  ]
  const ground = { pixels: emptyPixels(4), origin: { x: 0, y: 0 }, clip: page, selection: null }

  it('falls only where the selection is, by how much it selects', () => {
    const half = solid([128])
    const left = pixelsFrom(
      new Uint8ClampedArray(60 * 300).fill(255),
      { x: 0, y: 0, width: 60, height: 300 },
      1,
    )
    const options = { ...ground, ink: colourInk([10, 20, 30]), opacity: 1, hardness: 1 }
    const partial = new StrokeBuffer({ ...options, selection: half })
    partial.add(dab)
    expect(at(partial.finish(), 50, 50)).toEqual([10, 20, 30, 128])
    const cut = new StrokeBuffer({ ...options, selection: left })
    cut.add({ ...dab, x: 60 })
    expect(at(cut.finish(), 59, 50)).toEqual([10, 20, 30, 255])
    expect(at(cut.finish(), 60, 50)).toEqual([0, 0, 0, 0])
  })

  it('finds the selection where the document has it, on a layer that was moved', () => {
    const left = pixelsFrom(
      new Uint8ClampedArray(60 * 300).fill(255),
      { x: 0, y: 0, width: 60, height: 300 },
      1,
    )
    const moved = { ...ground, origin: { x: 40, y: 0 }, selection: left }
    const buffer = new StrokeBuffer({ ...moved, ink: colourInk([1, 2, 3]), opacity: 1, hardness: 1 })
    buffer.add({ ...dab, x: 20 })
    expect(at(buffer.finish(), 19, 50)).toEqual([1, 2, 3, 255])
    expect(at(buffer.finish(), 20, 50)).toEqual([0, 0, 0, 0])
  })

  it('keeps transparency where that is locked', () => {
    const base = solid([200, 100, 0, 51])
    const normal = new StrokeBuffer({
      ...ground,
      pixels: base,
      ink: colourInk([0, 0, 255], true),
      opacity: 1,
      hardness: 1,
    })
    normal.add(dab)
    expect(at(normal.finish(), 50, 50)).toEqual([0, 0, 255, 51])
    const mixed = new StrokeBuffer({
      ...{ ...ground, pixels: base, opacity: 1, hardness: 1 },
      ink: blendInk('multiply', [128, 255, 255], true),
    })
    mixed.add(dab)
    expect(at(mixed.finish(), 50, 50)).toEqual([100, 100, 0, 51])
    const nothing = new StrokeBuffer({
      ...ground,
      ink: colourInk([0, 0, 255], true),
      opacity: 1,
      hardness: 1,
    })
    nothing.add(dab)
    expect(at(nothing.finish(), 50, 50)).toEqual([0, 0, 0, 0])
  })

  it('leaves tiles alone in which nothing is covered', () => {
    const none = pixelsFrom(new Uint8ClampedArray(1).fill(255), { x: 299, y: 299, width: 1, height: 1 }, 1)
    const buffer = new StrokeBuffer({
      ...ground,
      selection: none,
      ink: colourInk([1, 1, 1]),
      opacity: 1,
      hardness: 1,
    })
    buffer.add(dab)
    expect(buffer.refresh()).toBeNull()
    expect(buffer.finish()).toBe(ground.pixels)
  })

  it('adds to and takes from coverage', () => {
    const base = solid([100])
    const add = new StrokeBuffer({
      ...ground,
      pixels: base,
      ink: coverageInk('paint'),
      opacity: 0.5,
      hardness: 1,
    })
    add.add(dab)
    expect(at(add.finish(), 50, 50)).toEqual([178])
    const take = new StrokeBuffer({
      ...ground,
      pixels: base,
      ink: coverageInk('erase'),
      opacity: 1,
      hardness: 1,
    })
    take.add(dab)
    expect(at(take.finish(), 50, 50)).toEqual([0])
  })

  it('is shown bit by bit where there is much of it, and is whole in the end', () => {
    const wide = { ...ground, clip: { x: 0, y: 0, width: 256 * 40, height: 10 } }
    const asked = { times: 0 }
    const wet = new WetTiles({
      ...{ ...wide, ink: colourInk([1, 2, 3]), opacity: 1, cover: coverAll },
      late: () => asked.times++,
    })
    wet.touch(wide.clip)
    const first = wet.refresh()
    expect(first?.width).toBeLessThan(wide.clip.width)
    expect(asked.times).toBe(1)
    let looks = 1
    while (asked.times === looks) looks += wet.refresh() ? 1 : 0
    expect(wet.tiles.size).toBe(40)
    expect(looks).toBe(asked.times + 1)
    wet.touch(wide.clip)
    wet.refresh()
    expect(at(wet.finish(), 256 * 40 - 1, 9)).toEqual([1, 2, 3, 255])
  })
})
