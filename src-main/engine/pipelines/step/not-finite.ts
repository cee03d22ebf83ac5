import { VersoError } from '#shared/errors.ts'

/** Numbers of a run were not finite: in a lower precision that is worth another try in full. */
export class NotFinite extends VersoError {
  constructor(name: string, path: string, step: number) {
    const message = `${name} gave numbers that are not finite at step ${step}, so no picture can come of it. Try the device "cpu", the precision "fp32" or another sampler; if it goes on, the model's file may be damaged.`
    super('engine-failed', message, { subject: path })
  }
}
