import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdditionFile, AdditionFiles } from '#shared/entities/addition-files.ts'

/** LoRAs, embeddings and ControlNets in the subfolders `loras`, `embeddings` and `controls` of the models folder. */
export async function listAdditions(modelsDir: string): Promise<AdditionFiles> {
  const [loras, embeddings, controls] = await Promise.all(
    ['loras', 'embeddings', 'controls'].map((folder) => listFolder(modelsDir, folder)),
  )
  return { loras: loras ?? [], embeddings: embeddings ?? [], controls: controls ?? [] }
}

/** ControlNets may be folders; what a file truly is, the engine says when it is used. */
async function listFolder(modelsDir: string, folder: string): Promise<AdditionFile[]> {
  const entries = await readdir(join(modelsDir, folder), { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.name.endsWith('.safetensors') || (folder === 'controls' && entry.isDirectory()))
    .map(({ name }) => ({ name: name.replace(/\.safetensors$/, ''), file: `${folder}/${name}` }))
    .sort((a, b) => a.name.localeCompare(b.name))
}
