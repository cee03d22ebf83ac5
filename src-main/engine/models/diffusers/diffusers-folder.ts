import { join } from 'node:path'
import { About } from '../about.ts'
import { openComponent } from './component-weights.ts'
import { modelHash } from '../model-hash.ts'
import { ModelIndex } from '../model-index.ts'
import type { ModelSource } from '../model-source.ts'
import { readConfig, readJson } from '../read-json.ts'
import { readTokenizer } from './tokenizer-source.ts'

/** A folder with a `model_index.json` and a folder for each part. */
export async function openDiffusersFolder(path: string): Promise<ModelSource> {
  return {
    path,
    layout: 'diffusers',
    index: await readConfig(join(path, 'model_index.json'), ModelIndex),
    config: (part, schema) =>
      readConfig(join(path, part, part === 'scheduler' ? 'scheduler_config.json' : 'config.json'), schema),
    weights: (part) => openComponent(join(path, part)),
    tokenizer: (part, kind, positions) => readTokenizer(join(path, part), kind, positions),
    async about() {
      const file = join(path, 'verso.json')
      return (await readJson(file)) === null ? {} : readConfig(file, About)
    },
    hash: (files, cache) => modelHash(path, files, cache),
  }
}
