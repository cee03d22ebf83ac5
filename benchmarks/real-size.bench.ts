/**
 * A model of Stable Diffusion 1.5's real size (one file of random half-precision weights, 2.1 GB) in the engine's own
 * process, as the studio starts it: a picture of 512² in two steps, under plain Node and under Electron run as Node.
 * Prints seconds to the first step and the greatest resident memory as JSON, and writes benchmarks/results/real-size.json.
 *
 *     npm run bench -- real-size [node,electron] [fp32,int8]
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createEngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import { sd15Shapes, writeModel } from './make-sd15.ts'
import { largePicture } from './peers/large-picture.ts'

const root = join(import.meta.dirname, '..')
const [hosts = 'node,electron', precisions = 'fp32,int8', entry = join(root, 'out', 'engine-process.cjs')] =
  process.argv.slice(2)
const model = join(root, 'out', 'benchmarks', 'sd15.safetensors')
mkdirSync(join(model, '..'), { recursive: true })
if (!existsSync(model)) writeModel(model, sd15Shapes(), 1)

const runs: Awaited<ReturnType<typeof measure>>[] = []
for (const host of hosts.split(','))
  for (const precision of precisions.split(',')) runs.push(await measure(host, precision))
const text = `${JSON.stringify({ benchmark: 'real-size', runs }, null, 2)}\n`
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true })
writeFileSync(join(import.meta.dirname, 'results', 'real-size.json'), text)
process.stdout.write(text)

async function measure(host: string, precision: string) {
  const execPath = host === 'electron' ? electron() : process.execPath
  const client = createEngineClient({ spawn: () => nodeChild(entry, { execPath }) })
  const start = performance.now()
  let firstStep = NaN
  const { pictures, timings } = await client.run(largePicture(model, precision, 2), {
    onProgress({ stage, step }) {
      if (stage === 'denoise' && step === 1) firstStep = (performance.now() - start) / 1000
    },
  })
  const peakMegabytes = Math.max(...children().map((status) => sizeIn(status, 'VmHWM')))
  await client.dispose()
  const [picture] = pictures
  const size = `${picture?.picture.width} × ${picture?.picture.height}`
  return { host, precision, size, secondsToFirstStep: firstStep, timings, peakMegabytes }
}

function electron(): string {
  const record = join(root, 'node_modules', '.verso', 'electron.json')
  return (JSON.parse(readFileSync(record, 'utf8')) as { executable: string }).executable
}

/** What /proc says of this process's children. */
function children(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/status`, 'utf8')
      } catch {
        return ''
      }
    })
    .filter((status) => new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status))
}

function sizeIn(status: string, field: string): number {
  return Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024)
}
