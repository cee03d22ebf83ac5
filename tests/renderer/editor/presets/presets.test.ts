import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { presets } from '#editor/presets/presets.ts'
import { strokePreview } from '#editor/presets/preview.ts'

describe('the brushes that come along', () => {
  it('are all read, and each for its tool', () => {
    const files = readdirSync('assets/brushes').filter((name) => name.endsWith('.json'))
    expect(presets.map(({ id }) => `${id}.json`).toSorted()).toEqual(files.toSorted())
    expect(presets.filter(({ tool }) => tool === 'brush').length).toBeGreaterThanOrEqual(6)
    expect(presets.filter(({ tool }) => tool === 'eraser').length).toBeGreaterThanOrEqual(2)
  })

  it.each(presets.map((preset) => [preset.id, preset] as const))('leave a trace: %s', (_id, { tip }) => {
    const pixels = strokePreview(tip, 144, 36, [255, 255, 255])
    const alphas = pixels.filter((_value, i) => i % 4 === 3)
    expect(Math.max(...alphas)).toBeGreaterThan(40)
    expect(alphas[0]).toBe(0)
  })
})
