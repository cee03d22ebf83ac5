import { basename } from 'node:path'
import { contributorsOf, readCredits } from '#responsibility/credits.ts'
import type { Contributor } from '#shared/entities/contributor.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { exitDone } from './exit.ts'
import { resolveModelArgument } from './model-argument.ts'
import { badOption, parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

/** `verso models inspect PATH [--json]`: what a model is and whose works it learned from, without loading it. */
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
    const credits = await readCredits(modelPath)
    const contributors = credits === null ? null : contributorsOf(credits)
    terminal.stdout.write(
      values.json === true
        ? `${JSON.stringify({ ...card, contributors }, null, 2)}\n`
        : describe(card, contributors),
    )
    return exitDone
  } finally {
    await engine.dispose()
  }
}

function quickWay({ quick }: ModelCard): string {
  if (quick === null) return 'none'
  return `${quick.sampler}, ${quick.steps} steps, guidance ${quick.guidanceScale}, with ${basename(quick.lora)}`
}

function learnedFrom(contributors: readonly Contributor[] | null): string {
  if (contributors === null) return 'not stated'
  const works = contributors.reduce((sum, { works }) => sum + works, 0)
  return `${works} works: ${contributors.map((one) => `${one.author} (${one.licence}, ${one.works})`).join('; ')}`
}

function describe(card: ModelCard, contributors: readonly Contributor[] | null): string {
  const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  const rows: [string, string][] = [
    ['Name', card.name],
    ['Path', card.path],
    ['Family', `${card.family} (${card.layout})`],
    ['Licence', card.licence ?? 'not stated'],
    ['Learned from', learnedFrom(contributors)],
    ['SHA-256', card.hash],
    ['Made for', `${card.nativeSize} × ${card.nativeSize} pixels`],
    ['Predicts', card.prediction],
    [
      'Defaults',
      `${card.defaults.sampler}, ${card.defaults.steps} steps, guidance ${card.defaults.guidanceScale}`,
    ],
    ['Quick way', quickWay(card)],
    ...card.components.map((part): [string, string] => [
      part.name,
      `${(part.parameters / 1e6).toFixed(1)} M parameters, ${mebibytes(part.bytes)}`,
    ]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('')
}
