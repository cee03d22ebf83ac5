import type { EngineProgress, RgbPicture } from '#engine/engine.ts'

const previewEveryMs = 250
/** The part of the time that previews may take. */
const previewShare = 0.1

/** Turns what happens in a run into progress: time left from the steps taken so far, previews not too often. */
export interface Reporter {
  stage(stage: 'load' | 'encode' | 'decode', picture: number): void
  step(picture: number, step: number, steps: number, preview: () => Promise<RgbPicture | null>): Promise<void>
}

export function createReporter(
  pictures: number,
  tell: ((progress: EngineProgress) => void) | undefined,
): Reporter {
  const pace = createPace()
  let [last, of, nextPreview] = [0, 0, -Infinity]
  return {
    stage(stage, picture) {
      if (stage === 'encode') pace.start()
      tell?.({ picture, pictures, stage, step: last, steps: of, secondsLeft: null, preview: null })
    },
    async step(picture, step, steps, preview) {
      ;[last, of] = [step, steps]
      const left = steps - step + steps * (pictures - picture - 1)
      const secondsLeft = pace.secondsPerStep() * left
      const isDue = tell !== undefined && performance.now() >= nextPreview
      const began = performance.now()
      const seen = isDue ? await preview() : null
      if (isDue) nextPreview = began + Math.max(previewEveryMs, (performance.now() - began) / previewShare)
      tell?.({ picture, pictures, stage: 'denoise', step, steps, secondsLeft, preview: seen })
    },
  }
}

/** The mean time of a step, without the first one as soon as there are others: it also loads the networks. */
function createPace(): { start(): void; secondsPerStep(): number } {
  let [since, counted, first] = [performance.now(), 0, true]
  return {
    start() {
      since = performance.now()
    },
    secondsPerStep() {
      const now = performance.now()
      if (first) {
        const seconds = (now - since) / 1000
        ;[since, first] = [now, false]
        return seconds
      }
      counted += 1
      return (now - since) / counted / 1000
    },
  }
}
