import type { ModelCard } from '#shared/entities/model-card.ts'
import { exitDone } from './exit.ts'
import { resolveModelArgument } from './model-argument.ts'
import { badOption, parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

/** `verso models inspect PATH [--json]`: what a model is, without loading it. */
export async function models(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } })
  const [command, path, ...rest] = positionals
  if (command !== 'inspect' || path === undefined || rest.length > 0) {
    throw badOption('models', 'Say which model: verso models inspect PATH [--json].')
  }
  const modelPath = await resolveModelArgument(path, terminal)
  const engine = await terminal.engine()
  try {
    const card = await engine.describe(modelPath)
    terminal.stdout.write(values.json === true ? `${JSON.stringify(card, null, 2)}\n` : describe(card))
    return exitDone
  } finally {
    await engine.dispose()
  }
}

function describe(card: ModelCard): string {
  const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  const rows: [string, string][] = [
    ['Name', card.name],
    ['Path', card.path],
    ['Family', `${card.family} (${card.layout})`],
    ['Licence', card.licence ?? 'not stated'],
    ['SHA-256', card.hash],
    ['Made for', `${card.nativeSize} × ${card.nativeSize} pixels`],
    ['Predicts', card.prediction],
    [
      'Defaults',
      `${card.defaults.sampler}, ${card.defaults.steps} steps, guidance ${card.defaults.guidanceScale}`,
    ],
    ...card.components.map((part): [string, string] => [
      part.name,
      `${(part.parameters / 1e6).toFixed(1)} M parameters, ${mebibytes(part.bytes)}`,
    ]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('')
}
