import { damaged } from './damaged.ts'
import { readTensor } from './read-tensor.ts'
import type { WeightSource } from './weight-source.ts'

/** Refuses eight-bit weights whose scales (`NAME.weight_scale`, one a row) are not finite and above 0. */
export async function checkScales({ label, tensors }: WeightSource): Promise<void> {
  for (const [name, tensor] of tensors) {
    if (!name.endsWith('.weight_scale')) continue
    const { data } = await readTensor(tensor.file, tensor)
    if (!data.every((scale) => Number.isFinite(scale) && scale > 0))
      throw damaged(label, `not all numbers of "${name}" are finite and above 0`)
  }
}
