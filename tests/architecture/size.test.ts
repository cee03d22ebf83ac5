import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSources } from '#tools/house/sources.ts'

const sources = readSources('src-shared', 'src-main', 'src-renderer')
const everything = [...sources, ...readSources('tests', 'tools')]

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}

describe('files', () => {
  it('stay small', () => {
    const lines = sources.map((file) => file.lines)
    expect(quantile(lines, 0.5), 'median of lines').toBeLessThanOrEqual(80)
    expect(quantile(lines, 0.9), '90th percentile of lines').toBeLessThanOrEqual(250)
  })

  it('have at most 400 lines', () => {
    const long = everything.filter((file) => file.lines > 400)
    expect(long.map((file) => `${file.path}: ${String(file.lines)} lines`)).toEqual([])
  })

  it('are named in kebab-case after one thing', () => {
    const odd = everything.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*\.(ts|tsx|mjs)$/.test(path.basename(file.path)),
    )
    expect(odd.map((file) => file.path)).toEqual([])
  })

  it('are no drawers for odds and ends', () => {
    const drawers = everything.filter((file) =>
      /(^|[/-])(utils?|helpers?|common|managers?|misc)([./-]|$)/.test(file.path),
    )
    expect(drawers.map((file) => file.path)).toEqual([])
  })
})

it('folders hold at most 16 files', () => {
  const counts = new Map<string, number>()
  for (const file of everything) {
    const folder = path.dirname(file.path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  expect([...counts].filter(([, count]) => count > 16)).toEqual([])
})
