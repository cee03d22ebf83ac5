import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createEngine } from '#engine/index.ts'
import { precisionOf } from '#engine/runtime/precision.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'

const modelPath = join(import.meta.dirname, '../../../../assets/models/starter')
const engine = createEngine({ threads: 1 })
afterAll(() => engine.dispose())

describe('eight bits', () => {
  // 13 × 15 latents: sides that are odd at every level, where padding and strides must still be right.
  const request = tinyRequest({
    ...{ modelPath, prompt: 'red apple on a white background', seed: 3, steps: 6 },
    ...{ width: 208, height: 240, guidanceScale: 2, device: 'cpu' },
  })

  it('give the picture of full precision but for what nobody sees', async () => {
    const full = (await engine.run(request)).pictures[0]!
    const eight = (await engine.run({ ...request, precision: 'int8' })).pictures[0]!
    const error = relativeError(eight.latents.data, full.latents.data)
    expect(error).toBeGreaterThan(1e-4)
    expect(error).toBeLessThan(0.06)
    const apart = eight.picture.data.map((value, index) => Math.abs(value - full.picture.data[index]!))
    expect(apart.reduce((sum, value) => sum + value, 0) / apart.length).toBeLessThan(3)
  })

  it('are for the processor, and for graphs of our own', () => {
    expect(precisionOf('int8', { provider: 'cpu', isForeign: false })).toBe('int8')
    expect(precisionOf('auto', { provider: 'cpu', isForeign: false })).toBe('fp32')
    expect(() => precisionOf('int8', { provider: 'dml', isForeign: false })).toThrow('for the device "cpu"')
    expect(() => precisionOf('int8', { provider: 'cpu', isForeign: true })).toThrow('.safetensors')
  })
})

/** Root mean square of the difference, beside that of the truth. */
function relativeError(found: Float32Array, truth: Float32Array): number {
  let [error, power] = [0, 0]
  truth.forEach((value, index) => {
    error += (found[index]! - value) ** 2
    power += value ** 2
  })
  return Math.sqrt(error / power)
}
