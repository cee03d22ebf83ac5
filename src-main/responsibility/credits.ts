import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Contributor } from '#shared/entities/contributor.ts'

/** One work that a model learned from, or was only measured on (`heldOut`). */
export const Credit = z.object({
  set: z.string(),
  name: z.string(),
  author: z.string(),
  licence: z.string(),
  link: z.string(),
  sha256: z.string(),
  heldOut: z.boolean().default(false),
})
export type Credit = z.infer<typeof Credit>

/**
 * The credits of a model folder (`credits.jsonl`, a work a line), or null when it has none: then nobody knows whose
 * work it learned from. A line that is no credit is left out.
 */
export async function readCredits(modelFolder: string): Promise<Credit[] | null> {
  const text = await readFile(join(modelFolder, 'credits.jsonl'), 'utf8').catch(() => null)
  if (text === null) return null
  return text.split('\n').flatMap((line) => {
    const parsed = Credit.safeParse(parseLine(line))
    return parsed.success ? [parsed.data] : []
  })
}

/** Authors of what was learned from, with licence, link and number of works, most works first. */
export function contributorsOf(credits: readonly Credit[]): Contributor[] {
  const found = new Map<string, Contributor>()
  for (const { author, licence, link } of credits.filter(({ heldOut }) => !heldOut)) {
    const key = JSON.stringify([author, licence, link])
    found.set(key, { author, licence, link, works: (found.get(key)?.works ?? 0) + 1 })
  }
  return [...found.values()].sort((a, b) => b.works - a.works)
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
