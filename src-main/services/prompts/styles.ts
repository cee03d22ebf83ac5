import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '#files/atomic-write.ts'
import { PromptStyle } from '#shared/prompts/prompt-style.ts'

/** The artist's own styles: one small JSON file each, to be read, copied and given away. */
export interface Styles {
  list(): Promise<PromptStyle[]>
  save(style: PromptStyle): Promise<PromptStyle[]>
  remove(name: string): Promise<PromptStyle[]>
}

export function createStyles(folder: string): Styles {
  const list = async (): Promise<PromptStyle[]> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
    const read = await Promise.all(names.map((name) => readStyle(join(folder, name))))
    return read.flatMap((style) => style ?? []).sort((a, b) => a.name.localeCompare(b.name))
  }
  return {
    list,
    save: async (style) => {
      await mkdir(folder, { recursive: true })
      await writeWhole(join(folder, fileName(style.name)), Buffer.from(`${JSON.stringify(style, null, 2)}\n`))
      return list()
    },
    remove: async (name) => {
      await rm(join(folder, fileName(name)), { force: true })
      return list()
    },
  }
}

/** One that cannot be read is left out and left alone. */
async function readStyle(path: string): Promise<PromptStyle | null> {
  try {
    const parsed = PromptStyle.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Letters and digits of any script stay; what file systems mind becomes a dash. */
function fileName(name: string): string {
  return `${name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]+/gu, '-')
    .trim()}.json`
}
