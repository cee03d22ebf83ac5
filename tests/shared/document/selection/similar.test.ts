import { describe, expect, it } from 'vitest'
import { colourRange, floodSimilar } from '#shared/document/selection/similar.ts'

const red = [200, 20, 20, 255]
const near = [210, 20, 20, 255]
const blue = [20, 20, 200, 255]
const clear = [0, 0, 0, 0]

/** `r` red, `n` nearly red, `b` blue, `.` clear. */
function picture(...rows: string[]) {
  const colours: Record<string, number[]> = { r: red, n: near, b: blue, '.': clear }
  const data = Uint8ClampedArray.from(
    rows
      .join('')
      .split('')
      .flatMap((letter) => colours[letter] ?? []),
  )
  return { data, width: rows[0]?.length ?? 0, height: rows.length }
}

function marks(coverage: Uint8ClampedArray, width: number): string[] {
  const text = [...coverage].map((value) => (value === 0 ? '.' : value === 255 ? '#' : '+')).join('')
  return text.match(new RegExp(`.{${String(width)}}`, 'g')) ?? []
}

describe('the magic wand', () => {
  const rows = ['rrb..', 'brbrr', 'brrrb', 'bbbbr']
  it('takes what hangs together over sides, not corners', () => {
    const coverage = floodSimilar(picture(...rows), 0, 0, { tolerance: 0, antialias: false })
    expect(marks(coverage, 5)).toEqual(['##...', '.#.##', '.###.', '.....'])
  })

  it('takes what is alike within the tolerance', () => {
    const wide = picture('rnnb')
    expect(marks(floodSimilar(wide, 0, 0, { tolerance: 9, antialias: false }), 4)).toEqual(['#...'])
    expect(marks(floodSimilar(wide, 0, 0, { tolerance: 10, antialias: false }), 4)).toEqual(['###.'])
    expect(marks(floodSimilar(wide, 0, 0, { tolerance: 8, antialias: true }), 4)).toEqual(['#++.'])
  })

  it('fills any shape as a plain search does', () => {
    const side = 40
    const seed = { value: 7 }
    const random = () => (seed.value = (seed.value * 1103515245 + 12345) % 2147483648) / 2147483648
    const cells = Array.from({ length: side * side }, () => (random() < 0.6 ? 'r' : 'b'))
    cells[0] = 'r'
    const maze = picture(
      ...Array.from({ length: side }, (_none, y) => cells.slice(y * side, (y + 1) * side).join('')),
    )
    const reached = new Set([0])
    for (const at of reached) {
      const x = at % side
      for (const next of [x > 0 ? at - 1 : -1, x < side - 1 ? at + 1 : -1, at - side, at + side]) {
        if (cells[next] === 'r') reached.add(next)
      }
    }
    const found = floodSimilar(maze, 0, 0, { tolerance: 0, antialias: false })
    expect([...found.keys()].filter((at) => found[at] === 255)).toEqual([...reached].sort((a, b) => a - b))
  })

  it('does nothing beside the picture', () => {
    expect(floodSimilar(picture('rr'), 2, 0, { tolerance: 255, antialias: false })).toEqual(
      new Uint8ClampedArray(2),
    )
  })
})

describe('a range of colours', () => {
  it('is taken everywhere', () => {
    const rows = picture('rrb..', 'bnbrr')
    expect(marks(colourRange(rows, [200, 20, 20, 255], { tolerance: 0, antialias: false }), 5)).toEqual([
      '##...',
      '...##',
    ])
  })

  it('knows clear from black', () => {
    const rows = picture('r.b')
    expect(marks(colourRange(rows, [0, 0, 0, 255], { tolerance: 30, antialias: false }), 3)).toEqual(['...'])
    expect(marks(colourRange(rows, [9, 9, 9, 0], { tolerance: 0, antialias: false }), 3)).toEqual(['.#.'])
  })
})
