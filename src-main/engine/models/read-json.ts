import { open } from 'node:fs/promises'
import type { z } from 'zod'
import { VersoError } from '#shared/errors.ts'
import { damaged } from '../weights/damaged.ts'
import { readBytes } from '../weights/weight-source.ts'

/** A config is hostile until it has been validated: no larger than this, in bytes. */
const maxConfigBytes = 1_000_000
const maxTextBytes = 50_000_000

/** A text file; null when there is none. */
export async function readText(file: string, maxBytes = maxTextBytes): Promise<string | null> {
  const handle = await open(file, 'r').catch(() => null)
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    if (size > maxBytes)
      throw damaged(file, `it takes ${size} bytes, more than the ${maxBytes} such a file may`)
    return new TextDecoder().decode(await readBytes(handle, 0, size))
  } finally {
    await handle.close()
  }
}

/** A JSON file; null when there is none. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file, maxConfigBytes)
  if (text === null) return null
  try {
    return JSON.parse(withoutInfinities(text))
  } catch (cause) {
    throw damaged(file, 'it is not valid JSON', cause)
  }
}

/** Python writes `-Infinity` where a scheduler's field has no bound (`lambda_min_clipped`): JSON's word is null. */
function withoutInfinities(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
    found.startsWith('"') ? found : 'null',
  )
}

/** A config that must be there and fit its schema. */
export async function readConfig<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const json = await readJson(file)
  if (json === null) throw damaged(file, 'it was not found')
  return fitConfig(file, json, schema)
}

/** A config that must fit its schema; what the graphs cannot follow is unsupported, not damaged. */
export function fitConfig<T>(file: string, json: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`.replace(/^: /, ''))
  const message = `${file}: Verso cannot follow this config (${reasons.join('; ')}). Choose a model of Stable Diffusion 1.x, 2.x or XL, or get the file again from its source.`
  throw new VersoError('model-unsupported', message, { subject: file, cause: parsed.error })
}
