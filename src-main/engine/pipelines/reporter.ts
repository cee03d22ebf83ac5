import type { EngineProgress } from '../engine.ts'
import type { DiffusionModel } from '../networks/network.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { previewOf } from './preview.ts'

const previewEveryMs = 250

/** Turns what happens in a run into progress: time left from the steps taken so far, previews not too often. */
export interface Reporter {
  stage(stage: 'load' | 'encode' | 'decode', picture: number): void
  step(
    picture: number,
    step: number,
    steps: number,
    sample: Tensor,
    map: DiffusionModel['previewMatrix'],
  ): void
}

export function createReporter(
  pictures: number,
  tell: ((progress: EngineProgress) => void) | undefined,
): Reporter {
  let [started, taken, lastPreview, last, of] = [0, 0, -Infinity, 0, 0]
  const now = (): number => performance.now()
  return {
    stage(stage, picture) {
      if (stage === 'encode') started = now()
      tell?.({ picture, pictures, stage, step: last, steps: of, secondsLeft: null, preview: null })
    },
    step(picture, step, steps, sample, map) {
      taken += 1
      ;[last, of] = [step, steps]
      const left = steps - step + steps * (pictures - picture - 1)
      const secondsLeft = ((now() - started) / taken / 1000) * left
      const isDue = tell !== undefined && now() - lastPreview >= previewEveryMs
      if (isDue) lastPreview = now()
      const preview = isDue ? previewOf(sample, map) : null
      tell?.({ picture, pictures, stage: 'denoise', step, steps, secondsLeft, preview })
    },
  }
}
