import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sd15Shapes, writeModel } from '../make-sd15.ts'

/** Verso beside other programs on one step of Stable Diffusion 1.5's denoiser: same cores, by turns, one at a time. */

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'out', 'benchmarks')
const python = join(cache, 'venv', 'bin', 'python')
const [file, folder, exported] = ['sd15.safetensors', 'sd15', 'exported'].map((name) =>
  join(cache, name),
) as [string, string, string]
const baseline = 'onnxruntime'

const versoRuns = ['verso-fp32', 'verso-int8']
const peerRuns = [baseline, 'pytorch-fp32', 'pytorch-bf16', 'openvino-fp32', 'openvino-bf16']

export interface CompareOptions {
  readonly threads: number
  /** Times that each program is started. */
  readonly rounds: number
  /** Steps that count at each start. */
  readonly steps: number
  /** Only these, if any are named. */
  readonly only?: readonly string[]
}

interface Measured {
  readonly firstStep: number
  readonly seconds: readonly number[]
  readonly cpuSeconds: readonly number[]
  readonly peakMegabytes: number
}

/** Medians over all rounds; `times` are as many times as plain ONNX Runtime's as this one is fast, by clock and by processor time. */
export interface Compared {
  readonly name: string
  readonly seconds: number
  readonly cpuSeconds: number
  readonly times: number | null
  readonly cpuTimes: number | null
  readonly secondsToFirstStep: number
  readonly peakMegabytes: number
}

/** Starts each program by turns; peers only where `out/benchmarks/venv` was set up (see ../README.md). */
export function comparePeers(options: CompareOptions): Compared[] {
  mkdirSync(cache, { recursive: true })
  const hasPeers = existsSync(python)
  if (!hasPeers) process.stderr.write('No peers: see benchmarks/README.md for how to set them up.\n')
  const wanted = options.only ?? []
  const names = [...versoRuns, ...(hasPeers ? peerRuns : [])].filter(
    (name) => wanted.length === 0 || wanted.includes(name),
  )
  prepare(names)
  const runs = new Map<string, Measured[]>(names.map((name) => [name, []]))
  for (let round = 0; round < options.rounds; round++)
    for (const name of names) {
      const measured = measure(name, options)
      process.stderr.write(`${name}: ${JSON.stringify(measured)}\n`)
      runs.get(name)?.push(measured)
    }
  return summarise(runs)
}

function prepare(names: readonly string[]): void {
  if (!existsSync(file)) writeModel(file, sd15Shapes(), 1)
  if (!names.some((name) => peerRuns.includes(name))) return
  if (!existsSync(folder)) runScript(python, ['make_model.py', folder])
  if (!existsSync(exported)) runScript(python, ['export_unet.py', folder, exported])
}

function measure(name: string, { threads, steps }: CompareOptions): Measured {
  const numbers = [String(threads), String(steps)]
  const [program, precision = ''] = name.split('-')
  const output =
    program === 'verso'
      ? runScript(process.execPath, ['run-verso.ts', file, precision, ...numbers])
      : runScript(python, ['run_peer.py', name, folder, exported, ...numbers])
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Measured
}

function runScript(program: string, [script = '', ...args]: readonly string[]): string {
  const env = { MALLOC_MMAP_THRESHOLD_: '16777216', MALLOC_TRIM_THRESHOLD_: '268435456', ...process.env }
  const { status, stdout, stderr } = spawnSync(program, [join(import.meta.dirname, script), ...args], {
    ...{ encoding: 'utf8', env: program === process.execPath ? env : process.env },
  })
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} failed: ${stderr.slice(-2000)}`)
  return stdout
}

function summarise(runs: ReadonlyMap<string, readonly Measured[]>): Compared[] {
  const medians = (name: string) => {
    const all = runs.get(name) ?? []
    return {
      seconds: median(all.flatMap((run) => run.seconds)),
      cpuSeconds: median(all.flatMap((run) => run.cpuSeconds)),
      secondsToFirstStep: median(all.map((run) => run.firstStep)),
      peakMegabytes: median(all.map((run) => run.peakMegabytes)),
    }
  }
  const base = runs.has(baseline) ? medians(baseline) : null
  return [...runs.keys()].map((name) => {
    const own = medians(name)
    return {
      ...{ name, ...own },
      times: base && rounded(base.seconds / own.seconds),
      cpuTimes: base && rounded(base.cpuSeconds / own.cpuSeconds),
    }
  })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return rounded(sorted[Math.floor(sorted.length / 2)] ?? NaN)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
