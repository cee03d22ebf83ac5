import { stat } from 'node:fs/promises'
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
      if ((await readJson(file)) === null) return {}
      const about = await readConfig(file, About)
      // The model works without the file of its quick way, so it is offered without that way.
      return about.quick && !(await isFile(join(path, about.quick.lora))) ? { ...about, quick: null } : about
    },
    hash: (files, cache) => modelHash(path, files, cache),
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
