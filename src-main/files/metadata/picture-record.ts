import { GenerationRecord } from '#shared/entities/generation-record.ts'
import { insertChunks } from '../png/chunks.ts'
import { encodeInternationalText, encodeText, readTexts } from '../png/text.ts'
import { parametersOf } from './automatic1111.ts'

/** Keyword of the PNG text that holds Verso's own record as JSON. */
export const recordKeyword = 'verso'

/** What a picture file says about how it was made. All of it is a claim of the file. */
export interface PictureRecord {
  readonly record: GenerationRecord | null
  /** AUTOMATIC1111's text as it stands there. */
  readonly parameters: string | null
  /** Why a record that is there could not be read, as a sentence; else null. */
  readonly problem: string | null
}

/** The PNG with Verso's record and AUTOMATIC1111's `parameters` inside; pixels are untouched. */
export function writeRecord(png: Uint8Array, record: GenerationRecord): Uint8Array {
  return insertChunks(png, [
    encodeText({ keyword: 'parameters', text: parametersOf(record) }),
    encodeInternationalText({ keyword: recordKeyword, text: JSON.stringify(record) }),
  ])
}

/** Reads both back from a PNG file's bytes; files by others and hostile ones give nulls, never an error. */
export function readRecord(png: Uint8Array): PictureRecord {
  const texts = readTexts(png)
  const parameters = texts.find((text) => text.keyword === 'parameters')?.text ?? null
  const own = texts.find((text) => text.keyword === recordKeyword)?.text
  if (own === undefined) return { record: null, parameters, problem: null }
  const parsed = parseRecord(own)
  return typeof parsed === 'string'
    ? { record: null, parameters, problem: parsed }
    : { record: parsed, parameters, problem: null }
}

function parseRecord(text: string): GenerationRecord | string {
  try {
    const parsed = GenerationRecord.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    return issue?.path[0] === 'version'
      ? "The picture's record was written by another version of Verso. Install the newest Verso to read it."
      : `The picture's record is damaged at “${issue?.path.join('.') ?? ''}”: ${issue?.message ?? 'invalid'}.`
  } catch {
    return "The picture's record is damaged: it is no JSON."
  }
}
