import type { EngineRequest } from '#engine/engine.ts'
import type { Conditioning, DiffusionModel } from '#engine/networks/network.ts'
import { stack } from '#engine/tensor/arithmetic.ts'
import { resizeBilinear } from '#engine/tensor/resample.ts'
import { tensor, type Tensor } from '#engine/tensor/tensor.ts'

/** Where a run stands: `done` of `steps` steps. */
export interface StepPlace {
  readonly done: number
  readonly steps: number
}

/** The ControlNets of a request with their pictures. */
export interface Controls {
  /** The conditioning with what all ControlNets that count at this step add to the denoiser's features. */
  guide(sample: Tensor, timestep: number, told: Conditioning, place: StepPlace): Promise<Conditioning>
}

/** As diffusers' ControlNet pipelines: each counts from its `start` share of the steps to its `end`, and they add up. */
export function createControls(request: EngineRequest, model: DiffusionModel): Controls {
  const uses = request.controls.map((use, index) => {
    const network = model.controls[index]!
    return { ...use, network, hint: fitted(network.hint(use.image), request) }
  })
  return {
    async guide(sample, timestep, told, { done, steps }) {
      const counting = uses.filter(
        ({ scale, start, end }) => scale !== 0 && done / steps >= start && (done + 1) / steps <= end,
      )
      let residuals: readonly Tensor[] | undefined
      const rows = told.context.shape[0] === 1 ? sample : stack(sample, sample)
      for (const { network, hint, scale } of counting) {
        const asked = { sample: rows, timestep, conditioning: told, hint, strength: scale }
        const more = await network.follow(asked)
        residuals = residuals === undefined ? more : residuals.map((one, index) => sum(one, more[index]!))
      }
      return residuals === undefined ? told : { ...told, residuals }
    },
  }
}

/** The picture at the size that is made: a second pass makes a larger one. */
function fitted(hint: Tensor, { width, height }: EngineRequest): Tensor {
  const isFit = hint.shape[2] === height && hint.shape[3] === width
  return isFit ? hint : resizeBilinear(hint, height, width)
}

function sum(a: Tensor, b: Tensor): Tensor {
  return tensor(
    a.shape,
    a.data.map((value, index) => value + b.data[index]!),
  )
}
