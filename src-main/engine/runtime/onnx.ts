import type * as Ort from 'onnxruntime-node'
import type { DeviceName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { fromHalf } from '../weights/half.ts'
import { knownProviders, providersFor } from './devices.ts'
import type { Provider } from './devices.ts'
import { readable, toEngineError } from './failures.ts'
import { eightBitInput, eightBitProbe, greatestSum } from './eight-bit-probe.ts'
import { makeConstants } from './made-constants.ts'
import type { ConstantsSource } from './made-constants.ts'
import { fastestOf, paceGraph, paceInput } from './pace.ts'
import { probeError, probeGraph, probeInput, probeTolerance } from './probe.ts'
import { physicalCores } from './threads.ts'

/** A graph and the folder that the locations of its weights start from. */
export interface SessionSource {
  readonly name: string
  /** The graph itself, or the path of its file. */
  readonly bytes: Uint8Array | string
  readonly folder: string
  /** The files that its weights lie in. */
  readonly files?: readonly string[]
  /** How many numbers its weights are, where that is known. */
  readonly parameters?: number
  /** Constants to make before it is loaded; then all its constants are among them. */
  readonly made?: readonly ConstantsSource[]
}

export interface SessionOptions {
  readonly provider: Provider
  /** Threads of one run; the same number gives the same bytes. */
  readonly threads: number
  /** What messages name: the model's path. */
  readonly subject: string
  /** Adds up the milliseconds inside `session.run`. */
  readonly clock: RunClock
}

/** Milliseconds spent inside `session.run` so far. */
export interface RunClock {
  ms: number
}

/** What goes in: float32 as a tensor, numbers of tokens as int32; foreign graphs ask for other types too. */
export type Feed = Tensor | Numbers

interface Numbers {
  readonly shape: readonly number[]
  /** 16 bits are those of a float16. */
  readonly data: Int32Array | BigInt64Array | Float64Array | Uint16Array
}

export interface OnnxSession {
  /** Runs the graph; the call blocks its thread. Outputs are float32; `outputs` names those that are wanted. */
  run(
    feeds: Readonly<Record<string, Feed>>,
    outputs?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>
  release(): Promise<void>
}

/** From so many numbers on, what a network takes in memory decides how it is loaded. */
export const largeNetwork = 400e6

/** The runtime is imported when it is first needed: where its library cannot be loaded, the rest still works. */
async function loadRuntime(): Promise<typeof Ort> {
  try {
    return await import('onnxruntime-node')
  } catch (cause) {
    const message =
      'ONNX Runtime could not be loaded. Install Verso again; on Windows also install the Microsoft Visual C++ runtime.'
    throw new VersoError('engine-failed', message, { cause })
  }
}

export async function runtimeVersion(): Promise<string> {
  return (await loadRuntime()).env.versions.node ?? 'unknown'
}

/** Execution providers that this build of the runtime carries; `cpu` is among them. */
export async function listProviders(): Promise<readonly Provider[]> {
  return knownProviders(await bundled())
}

/**
 * The provider for a device that the user chose; one that is not the CPU must first get a small attention right. For
 * `auto`, the fastest of those that do, so that the record of a picture names the device that it was made on. Throws
 * `bad-request` for a device that is not there and `engine-failed` for one that does not work.
 */
export async function resolveProvider(device: DeviceName): Promise<Provider> {
  if (device === 'auto') return (automatic ??= chooseProvider())
  const [provider = 'cpu'] = providersFor(device, await bundled())
  const problem = provider === 'cpu' ? null : await problemOf(provider)
  if (problem !== null) throw deviceFails(device, problem)
  return provider
}

/** Devices do not change while a process runs, so they are compared once. */
let automatic: Promise<Provider> | null = null

async function chooseProvider(): Promise<Provider> {
  const right: Provider[] = []
  for (const provider of providersFor('auto', await bundled()))
    if (provider === 'cpu' || (await problemOf(provider)) === null) right.push(provider)
  return fastestOf(right, secondsOn)
}

/** The second run counts: at the first, graphics drivers still translate their programs. */
async function secondsOn(provider: Provider): Promise<number> {
  const runtime = await loadRuntime()
  const settings = sessionOptions(provider, '', physicalCores())
  const session = await runtime.InferenceSession.create(paceGraph(), settings)
  const feeds = { x: new runtime.Tensor(paceInput.data, paceInput.shape) }
  await session.run(feeds)
  const start = performance.now()
  await session.run(feeds)
  const seconds = (performance.now() - start) / 1000
  await session.release()
  return seconds
}

function deviceFails(device: DeviceName, problem: string): VersoError {
  const message = `The device "${device}" does not work on this computer (${problem}). Update its driver, or choose the device "cpu".`
  return new VersoError('engine-failed', message, { subject: 'device' })
}

/** What is wrong with a device; null when it computes as it should. */
async function problemOf(provider: Provider): Promise<string | null> {
  const runtime = await loadRuntime()
  try {
    const session = await runtime.InferenceSession.create(probeGraph(), sessionOptions(provider, '', 1))
    const { y } = await session.run({ x: new runtime.Tensor(probeInput.data, probeInput.shape) })
    await session.release()
    const right = y?.data instanceof Float32Array && probeError(y.data) < probeTolerance
    return right ? null : 'it computes wrong numbers'
  } catch (cause) {
    return readable(cause)
  }
}

async function bundled(): Promise<string[]> {
  const backends = (await loadRuntime()).listSupportedBackends()
  return backends.filter((backend) => backend.bundled).map((backend) => backend.name)
}

export async function createSession(source: SessionSource, options: SessionOptions): Promise<OnnxSession> {
  const runtime = await loadRuntime()
  const { provider, threads, subject } = options
  try {
    const { InferenceSession } = runtime
    const { bytes, folder, made = [] } = source
    const externalData = await makeConstants(runtime, made, (from) => sessionOptions('cpu', from, threads))
    const settings = {
      ...sessionOptions(provider, folder, threads),
      graphOptimizationLevel: levelFor(source),
      ...(made.length === 0 ? {} : { externalData, extra: await eightBitSettings(folder) }),
    }
    const opening =
      typeof bytes === 'string'
        ? InferenceSession.create(bytes, settings)
        : InferenceSession.create(bytes, settings)
    return wrap(runtime, await opening, options)
  } catch (cause) {
    throw toEngineError(cause, { doing: `load the ${source.name}`, subject })
  }
}

/**
 * The last level lays convolutions' weights out anew while it still holds them as they were: a twelfth faster to run,
 * but twice as long to load and half as much memory again. That is too much for a large network (4 bytes a number).
 */
function levelFor({ parameters = 0 }: SessionSource): 'extended' | 'all' {
  return parameters > largeNetwork ? 'extended' : 'all'
}

function sessionOptions(
  provider: Provider,
  folder: string,
  threads: number,
): Ort.InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Both would ask for many tensors' memory in one piece, and Electron ends a process that asks for 1 GiB at once;
    // DirectML refuses the pattern anyway. Without them, networks of our sizes run as fast.
    enableCpuMemArena: false,
    enableMemPattern: false,
    logSeverityLevel: 3,
    extra: { session: extraSettings(folder) },
  }
}

function extraSettings(folder: string): Readonly<Record<string, unknown>> {
  return {
    model_external_initializers_file_folder_path: folder,
    // Threads that wait by spinning take turns with the window's: two to three times slower on a busy machine.
    intra_op: { allow_spinning: '0' },
  }
}

/**
 * Processors without VNNI add pairs of eight-bit products in 16 bits, which large numbers overflow. Where that is so,
 * the runtime is told to compute exactly; elsewhere that would cost all that eight bits gain.
 */
async function eightBitSettings(folder: string): Promise<Readonly<Record<string, unknown>>> {
  overflows ??= findOverflow()
  return { session: { ...extraSettings(folder), ...((await overflows) ? { x64quantprecision: '1' } : {}) } }
}

let overflows: Promise<boolean> | null = null

async function findOverflow(): Promise<boolean> {
  const runtime = await loadRuntime()
  const session = await runtime.InferenceSession.create(eightBitProbe(), sessionOptions('cpu', '', 1))
  const { y } = await session.run({ x: new runtime.Tensor(eightBitInput.data, eightBitInput.shape) })
  await session.release()
  return !(y?.data instanceof Float32Array) || y.data.some((value) => value !== greatestSum)
}

function wrap(
  runtime: typeof Ort,
  session: Ort.InferenceSession,
  { clock, subject }: SessionOptions,
): OnnxSession {
  return {
    async run(feeds, outputs = session.outputNames) {
      const inputs: Record<string, Ort.Tensor> = {}
      for (const [name, feed] of Object.entries(feeds)) inputs[name] = toInput(runtime, feed)
      const start = performance.now()
      try {
        return toTensors(await session.run(inputs, outputs))
      } catch (cause) {
        throw toEngineError(cause, { doing: 'run the model', subject })
      } finally {
        clock.ms += performance.now() - start
      }
    },
    release: () => session.release(),
  }
}

/**
 * The binding misreads float16 where the engine has a Float16Array (Node 24): it is given the bits as whole numbers,
 * and the type afterwards.
 */
function toInput(runtime: typeof Ort, { shape, data }: Feed): Ort.Tensor {
  if (!(data instanceof Uint16Array)) return new runtime.Tensor(data, shape)
  return Object.defineProperty(new runtime.Tensor(data, shape), 'type', { value: 'float16' })
}

function toTensors(outputs: Ort.InferenceSession.OnnxValueMapType): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {}
  for (const [name, { type, data, dims }] of Object.entries(outputs)) {
    const floats = data instanceof Float32Array ? data : type === 'float16' ? fromHalves(data) : null
    if (floats === null) throw new TypeError(`The output ${name} is ${type}, which is not read.`)
    tensors[name] = { shape: dims, data: floats }
  }
  return tensors
}

/** Bits, or numbers where the engine has a Float16Array. */
function fromHalves(data: Ort.Tensor['data']): Float32Array {
  if (data instanceof Uint16Array) return Float32Array.from(data, fromHalf)
  return Float32Array.from(data as ArrayLike<number>)
}
