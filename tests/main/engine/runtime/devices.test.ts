import { describe, expect, test } from 'vitest'
import { knownProviders, providersFor } from '#engine/runtime/devices.ts'
import { readable, toEngineError } from '#engine/runtime/failures.ts'
import { createSession, listProviders, resolveProvider, runtimeVersion } from '#engine/runtime/onnx.ts'
import { probeError, probeGraph, probeInput, probeTolerance } from '#engine/runtime/probe.ts'
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

describe('the probe of a device', () => {
  test('passes what the CPU computes', async () => {
    const clock = { ms: 0 }
    const source = { name: 'probe', bytes: probeGraph(), folder: '' }
    const session = await createSession(source, { provider: 'cpu', threads: 1, subject: 'probe', clock })
    const { y } = await session.run({ x: probeInput })
    await session.release()
    expect(y?.shape).toEqual(probeInput.shape)
    expect(probeError(y?.data ?? new Float32Array())).toBeLessThan(1e-5)
    expect(clock.ms).toBeGreaterThan(0)
  })

  test('catches wrong numbers, no numbers and too few', () => {
    expect(probeError(probeInput.data)).toBeGreaterThan(probeTolerance)
    expect(probeError(new Float32Array(64 * 16).fill(NaN)) < probeTolerance).toBe(false)
    expect(probeError(new Float32Array(10)) < probeTolerance).toBe(false)
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

test('a failure is told on one line, without places in the source of the runtime', () => {
  const text = '/onnxruntime_src/x.cc:136 f() ok == true was false. No supported\nadapters\n'
  expect(readable(new Error(text))).toBe('No supported adapters')
})

test('cores are counted once, whatever their threads', () => {
  const thread = (socket: number, core: number): string =>
    `processor : 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`
  expect(countCores([thread(0, 0), thread(0, 1), thread(0, 0), thread(1, 0)].join('\n'))).toBe(3)
  expect(countCores('processor : 0\nBogoMIPS : 48')).toBeNull()
  expect(physicalCores()).toBeGreaterThan(0)
})
