import { describe, expect, test } from 'vitest'
import { knownProviders, providersFor } from '#engine/runtime/devices.ts'
import { toEngineError } from '#engine/runtime/failures.ts'
import { listProviders, resolveProvider, runtimeVersion } from '#engine/runtime/onnx.ts'
import { countCores, physicalCores } from '#engine/runtime/threads.ts'

describe('devices', () => {
  test('known ones, best first', () => {
    expect(knownProviders(['cpu', 'webgpu', 'dml', 'qnn'])).toEqual(['dml', 'webgpu', 'cpu'])
  })

  test.each([
    ['win32', ['cpu', 'dml', 'webgpu'], ['dml', 'cpu']],
    ['darwin', ['cpu', 'webgpu', 'coreml'], ['webgpu', 'cpu']],
    ['linux', ['cpu', 'webgpu'], ['cpu']],
    ['linux', ['cpu', 'webgpu', 'cuda'], ['cuda', 'cpu']],
    ['freebsd', ['cpu'], ['cpu']],
  ] as const)('auto on %s with %j', (platform, usable, expected) => {
    expect(providersFor('auto', usable, { platform })).toEqual(expected)
  })

  test('one by name is that one alone, or an error that lists the others', () => {
    expect(providersFor('webgpu', ['cpu', 'webgpu'])).toEqual(['webgpu'])
    expect(() => providersFor('dml', ['cpu', 'webgpu'])).toThrow('Choose one of: auto, webgpu, cpu.')
  })

  test('the runtime is here, and has a CPU', async () => {
    expect(await listProviders()).toContain('cpu')
    expect(await resolveProvider('cpu')).toBe('cpu')
    expect(await listProviders()).toContain(await resolveProvider('auto'))
    expect(await runtimeVersion()).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

test.each([
  ['Failed to allocate memory for requested buffer of size 1', 'out-of-memory'],
  ['std::bad_alloc', 'out-of-memory'],
  ['External data path escapes model directory', 'model-damaged'],
  ['Non-zero status code returned while running Conv', 'engine-failed'],
])('%s is %s', (text, code) => {
  const error = toEngineError(new Error(text), { doing: 'run the model', subject: '/models/x' })
  expect(error.code).toBe(code)
  expect(error.message).toContain('/models/x')
})

test('cores are counted once, whatever their threads', () => {
  const thread = (socket: number, core: number): string =>
    `processor : 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`
  expect(countCores([thread(0, 0), thread(0, 1), thread(0, 0), thread(1, 0)].join('\n'))).toBe(3)
  expect(countCores('processor : 0\nBogoMIPS : 48')).toBeNull()
  expect(physicalCores()).toBeGreaterThan(0)
})
