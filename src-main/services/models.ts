import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { Engine } from '#engine/engine.ts'
import { contributorsOf, readCredits } from '#responsibility/credits.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { VersoError } from '#shared/errors.ts'
import { addModelFile } from './add-model-file.ts'
import { listAdditions } from './list-additions.ts'
import type { ModelFiles } from './make-picture.ts'
import type { Studio } from './studio.ts'

export const starterName = 'starter'

interface ModelPlaces {
  readonly starterDir: string
  readonly modelsDir: string
}

/**
 * `starter`, a name in the models folder (with or without `.safetensors`) or an absolute path → a path that exists.
 * `starter/FILE` and `FOLDER/FILE` name a file within a model's folder.
 */
export async function resolveModel(name: string, places: ModelPlaces): Promise<string> {
  if (name === starterName) {
    if (await exists(join(places.starterDir, 'model_index.json'))) return places.starterDir
    throw missing(
      places.starterDir,
      `Verso's own model is missing: there is no model_index.json in ${places.starterDir}. Install Verso again, or choose another model.`,
    )
  }
  if (name.startsWith(`${starterName}/`)) return fileOfStarter(name, resolve(places.starterDir))
  if (isAbsolute(name)) {
    if (await exists(name)) return name
    throw missing(name, `There is no model at ${name}. It may have been moved: choose it again.`)
  }
  const root = resolve(places.modelsDir)
  for (const path of [resolve(root, name), resolve(root, `${name}.safetensors`)]) {
    if (path.startsWith(root + sep) && (await exists(path))) return path
  }
  throw missing(
    name,
    `There is no model named “${name}” in ${places.modelsDir}. Put the file or folder there, or give its whole path.`,
  )
}

async function fileOfStarter(name: string, starterDir: string): Promise<string> {
  const path = resolve(starterDir, name.slice(starterName.length + 1))
  if (path.startsWith(starterDir + sep) && (await exists(path))) return path
  throw missing(
    name,
    `There is no file “${name}”: Verso's own model in ${starterDir} does not have it. Leave it out, or install Verso again.`,
  )
}

/** What a request calls a file in a model's folder, so that it means the same on another computer. */
function requestNameOf(path: string, { starterDir, modelsDir }: ModelPlaces): string {
  const folder = dirname(path)
  if (resolve(folder) === resolve(starterDir)) return `${starterName}/${basename(path)}`
  return resolve(dirname(folder)) === resolve(modelsDir) ? `${basename(folder)}/${basename(path)}` : path
}

/** Every file that the request names, as a path that exists. */
export async function resolveFiles(
  request: GenerationRequest,
  resolveOne: (name: string) => Promise<string>,
): Promise<ModelFiles> {
  return {
    model: await resolveOne(request.model),
    loras: await Promise.all(request.loras.map(({ file }) => resolveOne(file))),
    embeddings: await Promise.all(request.embeddings.map(resolveOne)),
    vae: request.vae === null ? null : await resolveOne(request.vae),
    controls: await Promise.all(request.controls.map(({ model }) => resolveOne(model))),
    upscaler: needsUpscaler(request) ? await upscalerFile(resolveOne) : null,
  }
}

function needsUpscaler({ upscale, hires }: GenerationRequest): boolean {
  return upscale > 1 || hires?.upscaler === 'model'
}

/** It ships within the starter, since it was trained on the same art. */
async function upscalerFile(resolveOne: (name: string) => Promise<string>): Promise<string> {
  return join(await resolveOne(starterName), 'upscaler', 'x2.safetensors')
}

export function createModels(engine: Engine, places: ModelPlaces): Studio['models'] {
  const cards = new Map<string, { stamp: string; card: ModelCard }>()
  const inspect = async (path: string): Promise<ModelCard> => {
    const { mtimeMs, size } = await stat(path).catch(() => ({ mtimeMs: 0, size: 0 }))
    const stamp = `${mtimeMs} ${size}`
    const known = cards.get(path)
    if (known?.stamp === stamp) return known.card
    const told = await engine.describe(path)
    const quick = told.quick && { ...told.quick, lora: requestNameOf(told.quick.lora, places) }
    const card = { ...told, quick }
    cards.set(path, { stamp, card })
    return card
  }
  return {
    inspect: async (name) => inspect(await resolveModel(name, places)),
    resolve: (name) => resolveModel(name, places),
    add: (path) => addModelFile(path, places.modelsDir),
    additions: () => listAdditions(places.modelsDir),
    contributors: async (name) => {
      const credits = await readCredits(await resolveModel(name, places))
      return credits === null ? null : contributorsOf(credits)
    },
    list: async () => {
      const found: ModelCard[] = []
      for (const path of await candidates(places)) {
        // One damaged file must not hide the others; `inspect` says what is wrong with it.
        const card = await inspect(path).catch(() => null)
        if (card !== null) found.push(card)
      }
      return found
    },
  }
}

async function candidates({ starterDir, modelsDir }: ModelPlaces): Promise<string[]> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => [])
  const own = entries
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.safetensors'))
    .map((entry) => join(modelsDir, entry.name))
    .sort()
  return [starterDir, ...own]
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function missing(subject: string, message: string): VersoError {
  return new VersoError('model-missing', message, { subject })
}
