import { expect, test, vi } from 'vitest'
import { fastestOf } from '#engine/runtime/pace.ts'
import { resolveProvider } from '#engine/runtime/onnx.ts'

test('the fastest device that works is taken', async () => {
  const seconds = { dml: 0.02, webgpu: NaN, cpu: 0.1 } as Record<string, number>
  const on = (provider: string): Promise<number> =>
    provider === 'webgpu' ? Promise.reject(new Error('no adapter')) : Promise.resolve(seconds[provider]!)
  expect(await fastestOf(['dml', 'webgpu', 'cpu'], on)).toBe('dml')
  seconds['dml'] = 0.3
  expect(await fastestOf(['dml', 'webgpu', 'cpu'], on)).toBe('cpu')
})

test('where there is no choice nothing is measured', async () => {
  const on = vi.fn<() => Promise<number>>()
  expect(await fastestOf(['cpu'], on)).toBe('cpu')
  expect(on).not.toHaveBeenCalled()
})

test('the processor is always to be had', async () => {
  expect(await resolveProvider('cpu')).toBe('cpu')
})
