/**
 * One guided step of Stable Diffusion 1.5's denoiser at 512² (random weights): Verso in fp32 and int8 beside plain ONNX
 * Runtime on the exported graph, PyTorch and OpenVINO in fp32 and bf16. Same cores, one program at a time by turns;
 * medians. Prints JSON and writes it to benchmarks/results/steps.json.
 *
 *     npm run bench -- steps [ROUNDS] [STEPS] [NAME …]
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { physicalCores } from '#engine/runtime/threads.ts'
import { comparePeers } from './peers/compare.ts'

const [rounds = '2', steps = '2', ...only] = process.argv.slice(2)
const threads = physicalCores()
const report = {
  benchmark: 'steps',
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model, cores: threads, node: process.versions.node },
  picture: '512 × 512, guided: two rows a step',
  compared: comparePeers({ threads, rounds: Number(rounds), steps: Number(steps), only }),
}
const text = `${JSON.stringify(report, null, 2)}\n`
const results = join(import.meta.dirname, 'results')
mkdirSync(results, { recursive: true })
writeFileSync(join(results, 'steps.json'), text)
process.stdout.write(text)
