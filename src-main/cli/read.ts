import { sha256Of } from '#files/blob-store.ts'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { readRecord, type PictureRecord } from '#files/metadata/picture-record.ts'
import { readPictureFile } from '#files/read-file.ts'
import type { AddedPart, GenerationRecord } from '#shared/entities/generation-record.ts'
import { VersoError } from '#shared/errors.ts'
import { exitDone } from './exit.ts'
import { badOption, parseOptions } from './options.ts'
import type { Terminal } from './terminal.ts'

/** `verso read IMAGE [--json]`: how a picture was made, as its file says; AUTOMATIC1111's text as it stands there. */
export async function read(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } })
  const [path, ...rest] = positionals
  if (path === undefined || rest.length > 0) {
    throw badOption('read', 'Say which picture: verso read IMAGE [--json].')
  }
  const bytes = await readPictureFile(path)
  const info = await sharpCodec.probe(bytes, path)
  const found = readRecord(bytes)
  if (found.record === null && found.parameters === null) {
    const reason = found.problem ?? `${path} holds no record of how it was made.`
    throw new VersoError('not-found', reason, { subject: path })
  }
  if (found.problem !== null) terminal.stderr.write(`${found.problem}\n`)
  terminal.stdout.write(
    values.json === true
      ? `${JSON.stringify({ path, fileSha256: sha256Of(bytes), ...info, ...found }, null, 2)}\n`
      : describe(found),
  )
  return exitDone
}

function describe({ record, parameters }: PictureRecord): string {
  return record === null ? `${parameters ?? ''}\n` : describeRecord(record)
}

/** A file that was added to the model, and how strongly it counted. */
function addedPart({ kind, name, weight }: AddedPart): string {
  const kinds = {
    lora: 'LoRA',
    embedding: 'embedding',
    control: 'ControlNet',
    vae: 'autoencoder',
    upscaler: 'upscaler',
  }
  return `${kinds[kind]} ${name}${weight === null ? '' : `, weight ${weight}`}`
}

function describeRecord(record: GenerationRecord): string {
  const { request, model, energy } = record
  const rows: [string, string | number][] = [
    ['Prompt', request.prompt],
    ['Negative', request.negativePrompt],
    ...record.regionPromptsSent.map(({ text }, index): [string, string] => [`Region ${index + 1}`, text]),
    ['Seed', `${request.seed} (${request.noise})`],
    [
      'Sampler',
      `${record.samplerUsed}, ${request.steps} steps, ${request.schedule ?? "the model's"} schedule`,
    ],
    ['Guidance', request.guidanceScale],
    ['Size', `${request.width} × ${request.height}`],
    ...(record.task === 'txt2img' ? [] : [['Strength', request.strength] satisfies [string, number]]),
    ['Model', `${model.name} (${model.family}), ${model.licence ?? 'licence not stated'}, ${model.hash}`],
    ...record.added.map((part): [string, string] => ['With', addedPart(part)]),
    ['Device', record.device],
    ['Made', record.createdAt],
    ['Energy', `${energy.wattHours.toFixed(3)} Wh (${energy.method})`],
    ...record.parents.map((parent): [string, string] => [`From (${parent.role})`, parent.sha256]),
    [
      'Versions',
      Object.entries(record.versions)
        .map((pair) => pair.join(' '))
        .join(', '),
    ],
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}\n`).join('')
}
