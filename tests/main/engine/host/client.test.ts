import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EngineProgress } from '#engine/engine.ts'
import { createEngineClient, type EngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import type { EngineTransport } from '#engine/host/transport.ts'
import { createEngine } from '#engine/index.ts'
import { tinyRequest } from '#tests/support/engine/engine-requests.ts'
import { tinyModel } from '#tests/support/engine/goldens.ts'

const entry = join(import.meta.dirname, '..', '..', '..', '..', 'src-main', 'engine-process.ts')
/** So many steps that no machine is done before it is stopped. */
const endless = tinyRequest({ steps: 1000, count: 64 })

let spawned: EngineTransport[]
let client: EngineClient

beforeEach(() => {
  spawned = []
  client = createEngineClient({
    spawn() {
      const child = nodeChild(entry)
      spawned.push(child)
      return child
    },
  })
})
afterEach(() => client.dispose())

/** Starts the endless run and waits for its first step. */
async function startEndless(options: { signal?: AbortSignal } = {}): Promise<{ outcome: Promise<unknown> }> {
  let outcome: Promise<unknown> = Promise.resolve()
  await new Promise<void>((resolve) => {
    const onProgress = ({ step }: EngineProgress): void => {
      if (step >= 1) resolve()
    }
    outcome = client.run(endless, { ...options, onProgress }).catch((error: unknown) => error)
  })
  return { outcome }
}

describe('the engine in a process of its own', () => {
  test('gives the same bytes as in this process', async () => {
    const request = tinyRequest({ count: 2, guidanceScale: 4, attention: true })
    const seeds: number[] = []
    const stages = new Set<string>()
    const result = await client.run(request, {
      onPicture: ({ seed }) => seeds.push(seed),
      onProgress: ({ stage }) => stages.add(stage),
    })
    const engine = createEngine()
    const here = await engine.run(request)
    await engine.dispose()
    expect(result.pictures).toEqual(here.pictures)
    expect(result.promptSent).toEqual(here.promptSent)
    expect(seeds).toEqual([1, 2])
    expect([...stages]).toEqual(['load', 'encode', 'denoise', 'decode'])
    expect(spawned).toHaveLength(1)
  })

  test('describes a model and lists devices', async () => {
    expect((await client.describe(tinyModel)).inputChannels).toBe(4)
    expect(await client.devices()).toContain('cpu')
  })

  test('errors keep their code, subject and message', async () => {
    const refused = client.run(tinyRequest({ modelPath: '/no/such/model' }))
    await expect(refused).rejects.toMatchObject({ name: 'VersoError', code: 'model-missing' })
    await expect(client.run(tinyRequest({ width: 100 }))).rejects.toMatchObject({
      code: 'bad-request',
      subject: 'width',
    })
  })

  test('a cancelled run stops between steps, and the process stays', async () => {
    const abort = new AbortController()
    const { outcome } = await startEndless({ signal: abort.signal })
    abort.abort()
    expect(await outcome).toMatchObject({ name: 'AbortError' })
    await client.run(tinyRequest())
    expect(spawned).toHaveLength(1)
  })

  test('a process that dies in a run is said to have crashed, and the next run has a new one', async () => {
    const crashes: string[] = []
    client.onCrash((how) => crashes.push(how))
    const { outcome } = await startEndless()
    spawned[0]!.kill()
    const error = await outcome
    expect(error).toMatchObject({ name: 'VersoError', code: 'engine-crashed' })
    expect(String(error)).toContain('SIGKILL')
    expect(crashes).toEqual(['by SIGKILL'])
    const { pictures } = await client.run(tinyRequest())
    expect(pictures).toHaveLength(1)
    expect(spawned).toHaveLength(2)
  })

  test('kill cancels at once, and the next run has a new process', async () => {
    const { outcome } = await startEndless()
    await client.kill()
    expect(await outcome).toMatchObject({ name: 'AbortError' })
    expect((await client.run(tinyRequest())).pictures).toHaveLength(1)
    expect(spawned).toHaveLength(2)
  })

  test('a process that cannot start is a crash, not a hang', async () => {
    const broken = createEngineClient({ spawn: () => nodeChild(join(entry, 'missing.ts')) })
    await expect(broken.devices()).rejects.toMatchObject({ code: 'engine-crashed' })
    const nowhere = createEngineClient({ spawn: () => nodeChild(entry, { execPath: '/no/such/node' }) })
    await expect(nowhere.devices()).rejects.toMatchObject({ code: 'engine-crashed' })
  })

  test('a message that is not of the protocol is refused and the process goes on', async () => {
    const child = nodeChild(entry)
    const answer = new Promise((resolve) => child.onMessage(resolve))
    child.post({ kind: 'run', id: 7, request: { prompt: 5 } })
    expect(await answer).toMatchObject({ kind: 'failed', id: 7, error: { code: 'bad-request' } })
    child.kill()
  })
})
