import type { LoraUse } from '#shared/entities/request-additions.ts'
import type { WeightChanges, WeightTerm } from '../weights/weight-change.ts'
import { fitLora } from './fit-lora.ts'
import type { AdaptedNetworks } from './fit-lora.ts'
import { openLora } from './lora-file.ts'
import type { NetworkName } from './lora-key.ts'

/**
 * What all the LoRAs together add to each network; a network that none touches is not in the map. Reads headers and
 * alphas; throws where a file is none, or does not fit this model. A weight of 0 leaves the model as it is.
 */
export async function planLoras(
  uses: readonly LoraUse[],
  networks: AdaptedNetworks,
): Promise<ReadonlyMap<NetworkName, WeightChanges>> {
  const changes = new Map<NetworkName, Map<string, WeightTerm[]>>()
  for (const { file, weight: strength } of uses) {
    const fitted = fitLora(await openLora(file), strength, networks)
    if (strength === 0) continue
    for (const { network, weight, term } of fitted) {
      const terms = changes.get(network) ?? new Map<string, WeightTerm[]>()
      terms.set(weight, [...(terms.get(weight) ?? []), term])
      changes.set(network, terms)
    }
  }
  return changes
}
