import { constants } from 'node:fs'
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { readHeader } from '#engine/weights/weight-source.ts'
import type { AddedModelFile } from '#shared/entities/addition-files.ts'
import { VersoError } from '#shared/errors.ts'

/** Where a file of each kind lies in the models folder. */
const folders = { model: '', lora: 'loras', embedding: 'embeddings', control: 'controls' } as const

/**
 * Brings a safetensors file into the models folder: as a second name of the same bytes where the disk can do that,
 * else as a copy. Throws `model-damaged` for one that can't be read and `bad-request` for anything else.
 */
export async function addModelFile(path: string, modelsDir: string): Promise<AddedModelFile> {
  if (extname(path).toLowerCase() !== '.safetensors') {
    const reason = `${path} is no safetensors file. Verso takes .safetensors files; other formats may run programs.`
    throw new VersoError('bad-request', reason, { subject: path })
  }
  const kind = kindOf([...(await readHeader(path)).keys()])
  const folder = join(modelsDir, folders[kind])
  await mkdir(folder, { recursive: true })
  const target = join(folder, basename(path))
  await place(path, target)
  return { kind, name: basename(path, extname(path)), file: join(folders[kind], basename(path)) }
}

/** What a file is, by the names of its tensors. */
export function kindOf(names: readonly string[]): AddedModelFile['kind'] {
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name))
  if (some(/lora_|\.lora\.|hada_w1|lokr_w1|oft_/)) return 'lora'
  if (some(/^(control_model\.|controlnet_cond_embedding\.|input_hint_block\.)/)) return 'control'
  if (names.length <= 4 && some(/^(emb_params|clip_[lg]|string_to_param|<)/)) return 'embedding'
  return 'model'
}

async function place(path: string, target: string): Promise<void> {
  const [source, there] = await Promise.all([stat(path), stat(target).catch(() => null)])
  if (there?.ino === source.ino && there.dev === source.dev) return
  if (there) {
    const reason = `${target} is there already, and is another file. Rename one of the two, and try again.`
    throw new VersoError('bad-request', reason, { subject: target })
  }
  const partial = `${target}.partial`
  try {
    await link(path, target)
  } catch {
    // Another disk, or one without second names.
    await copyFile(path, partial, constants.COPYFILE_FICLONE)
      .then(() => rename(partial, target))
      .catch(async (cause: unknown) => {
        await rm(partial, { force: true })
        throw cause
      })
  }
}
