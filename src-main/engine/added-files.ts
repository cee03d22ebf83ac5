import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { AddedPart } from '#shared/entities/generation-record.ts'
import type { Sha256 } from '#shared/entities/hash.ts'
import type { EngineRequest } from './engine.ts'
import { fileHash, modelHash } from './models/model-hash.ts'
import type { HashCache } from './models/model-hash.ts'

/** Names, hashes and weights of all files that a request adds to its model, for the record of its pictures. */
export async function describeAdded(request: EngineRequest, hashes: HashCache): Promise<AddedPart[]> {
  const { loras, embeddings, controls, vae, upscaler } = request
  const files: (Pick<AddedPart, 'kind' | 'weight'> & { path: string })[] = [
    ...loras.map(({ file, weight }) => ({ kind: 'lora' as const, path: file, weight })),
    ...embeddings.map((path) => ({ kind: 'embedding' as const, path, weight: null })),
    ...controls.map(({ modelPath, scale }) => ({ kind: 'control' as const, path: modelPath, weight: scale })),
    ...(vae === null ? [] : [{ kind: 'vae' as const, path: vae, weight: null }]),
    ...(upscaler === null ? [] : [{ kind: 'upscaler' as const, path: upscaler, weight: null }]),
  ]
  const added: AddedPart[] = []
  for (const { kind, path, weight } of files)
    added.push({ kind, name: nameOf(path), sha256: await hashOf(path, hashes), weight })
  return added
}

function nameOf(path: string): string {
  return extname(path) === '.safetensors' ? basename(path, '.safetensors') : basename(path)
}

/** Of a folder, the hash of its weight files together, as a model's. */
async function hashOf(path: string, hashes: HashCache): Promise<Sha256> {
  if (!(await stat(path)).isDirectory()) return fileHash(path, hashes)
  const weights = (await readdir(path)).filter((name) => name.endsWith('.safetensors'))
  return modelHash(
    path,
    weights.map((name) => join(path, name)),
    hashes,
  )
}
