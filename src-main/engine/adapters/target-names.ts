import type { WeightSource } from '../weights/weight-source.ts'
import { ldmName } from './ldm-names.ts'

/** Every name that a LoRA may call a layer, dots as underscores → the layer's name in the model's own files. */
export type TargetNames = ReadonlyMap<string, string>

/** Names of the denoiser's layers; `layers` is its `layers_per_block` where all blocks have the same. */
export function unetTargets(weights: WeightSource, layers: number | null): TargetNames {
  const targets = new Map<string, string>()
  for (const layer of layersOf(weights)) {
    targets.set(underscored(layer), layer)
    const original = layers === null ? null : ldmName(layer, layers)
    if (original === null) continue
    // The last upsampler's place depends on whether attention stands before it.
    for (const alias of [original, original.replace(/^(output_blocks\.\d+)\.2\.conv$/, '$1.1.conv')]) {
      if (!targets.has(underscored(alias))) targets.set(underscored(alias), layer)
    }
  }
  return targets
}

/** Names of a text encoder's layers, with and without the class's attribute, which transformers 5 leaves out. */
export function textTargets(weights: WeightSource): TargetNames {
  const targets = new Map<string, string>()
  for (const layer of layersOf(weights)) {
    const bare = layer.replace(/^text_model\./, '')
    for (const name of [bare, `text_model.${bare}`]) targets.set(underscored(name), layer)
  }
  return targets
}

function layersOf({ tensors }: WeightSource): Set<string> {
  const layers = new Set<string>()
  for (const name of tensors.keys()) {
    const found = /^(.+)\.(?:weight|bias)$/.exec(name)
    if (found !== null) layers.add(found[1]!)
  }
  return layers
}

function underscored(name: string): string {
  return name.replaceAll('.', '_')
}
