/** Prints the README's table of steps from benchmarks/results/steps.json: `npm exec node -- benchmarks/make-table.ts` */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compared } from './peers/compare.ts'

const names: Readonly<Record<string, string>> = {
  'verso-fp32': '**Verso**, fp32',
  'verso-int8': '**Verso**, int8',
  onnxruntime: 'ONNX Runtime on the exported graph, fp32',
  'pytorch-fp32': 'diffusers on PyTorch, fp32',
  'pytorch-bf16': 'diffusers on PyTorch, bf16',
  'openvino-fp32': 'OpenVINO, fp32',
  'openvino-bf16': 'OpenVINO, bf16',
}

const file = join(import.meta.dirname, 'results', 'steps.json')
const { compared } = JSON.parse(readFileSync(file, 'utf8')) as { compared: readonly Compared[] }
const rows = compared.map((row) => [
  names[row.name] ?? row.name,
  `${row.seconds.toFixed(1)} s`,
  row.times === null ? '' : `${row.times.toFixed(2)}×`,
  `${row.cpuSeconds.toFixed(1)} s`,
  row.cpuTimes === null ? '' : `${row.cpuTimes.toFixed(2)}×`,
  `${row.secondsToFirstStep.toFixed(0)} s`,
  `${(row.peakMegabytes / 1024).toFixed(1)} GB`,
])
const head = ['program', 'a step', 'speed', 'processor time', 'by that', 'to the first step', 'peak memory']
for (const cells of [head, head.map(() => '---'), ...rows]) console.log(`| ${cells.join(' | ')} |`)
