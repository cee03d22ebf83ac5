import type { EngineProgress } from '#engine/engine.ts'

/** Where progress is written: standard error. */
export interface ProgressOutput {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/**
 * Says on `output` how far a picture is: one line rewritten in place on a terminal, else a line a stage and every
 * quarter of the steps.
 */
export function progressLine(
  output: ProgressOutput,
  picture: { index: number; count: number },
): (progress: EngineProgress) => void {
  let last = ''
  return ({ stage, step, steps, secondsLeft }) => {
    const quarter = Math.ceil(steps / 4)
    const plain = output.isTTY !== true
    if (plain && stage === 'denoise' && step !== steps && step % quarter !== 0) return
    const number = picture.count > 1 ? `Picture ${picture.index + 1} of ${picture.count}: ` : ''
    const left = secondsLeft === null || plain ? '' : `, about ${Math.ceil(secondsLeft)} s left`
    const text = `${number}${stage}${stage === 'denoise' ? ` ${step}/${steps}${left}` : ''}`
    if (text === last) return
    last = text
    output.write(plain ? `${text}\n` : `\r\x1b[K${text}`)
  }
}

export function endProgress(output: ProgressOutput): void {
  if (output.isTTY === true) output.write('\r\x1b[K')
}
