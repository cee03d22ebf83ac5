import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../atomic-write.ts'

/** What a document is called and where it belongs; all of it can be lost without losing the document. */
export const AboutDocument = z.object({
  version: z.literal(1).default(1),
  name: z.string().max(1000).default(''),
  /** The `.verso` file that it was opened from or saved as, and what the two had in common then. */
  file: z
    .object({
      path: z.string(),
      size: z.number(),
      modified: z.number(),
      /** Hash of the canvas that the file holds. */
      canvas: z.string(),
    })
    .nullable()
    .default(null),
  createdAt: z.string().default(''),
  changedAt: z.string().default(''),
  openedAt: z.string().default(''),
  width: z.number().int().default(0),
  height: z.number().int().default(0),
  layers: z.number().int().default(0),
})
export type AboutDocument = z.infer<typeof AboutDocument>

/** What stands in the document's folder; defaults where nothing can be read. */
export async function readAbout(folder: string): Promise<AboutDocument> {
  const text = await readFile(join(folder, 'about.json'), 'utf8').catch(() => '{}')
  try {
    return AboutDocument.catch(AboutDocument.parse({})).parse(JSON.parse(text))
  } catch {
    return AboutDocument.parse({})
  }
}

export function writeAbout(folder: string, about: AboutDocument): Promise<void> {
  return writeWhole(join(folder, 'about.json'), Buffer.from(JSON.stringify(about)))
}
