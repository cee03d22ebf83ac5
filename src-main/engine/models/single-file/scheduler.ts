import { readFile } from 'node:fs/promises'
import { VersoError } from '#shared/errors.ts'
import { readTensor } from '#engine/weights/read-tensor.ts'
import { damaged } from '#engine/weights/damaged.ts'
import type { SingleFileFamily } from './parts.ts'
import { denoiserRoot } from './parts.ts'
import type { PartTensors } from './tensors.ts'

type Prediction = 'epsilon' | 'v_prediction'

/** What the three schedulers of diffusers' own configs agree on. */
const common = {
  ...{ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear', num_train_timesteps: 1000 },
  ...{ clip_sample: false, set_alpha_to_one: false, skip_prk_steps: true, steps_offset: 1 },
}

/**
 * `scheduler_config.json` as the model's family has it in diffusers' own repositories, which is what its
 * `from_single_file` takes. With a zero terminal signal the steps are spaced `trailing`, so that they begin there
 * (Lin et al. 2023, table 1).
 */
export async function schedulerOf(
  file: PartTensors,
  family: SingleFileFamily,
): Promise<Record<string, unknown>> {
  refuseContinuous(file)
  const prediction_type = await predictionOf(file, family)
  const zero = file.tensors.has('ztsnr') ? { rescale_betas_zero_snr: true, timestep_spacing: 'trailing' } : {}
  if (family === 'sdxl' || family === 'sdxl-refiner') {
    const euler = { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'leading' }
    return { ...common, ...euler, interpolation_type: 'linear', prediction_type, ...zero }
  }
  const _class_name = prediction_type === 'v_prediction' ? 'DDIMScheduler' : 'PNDMScheduler'
  return { ...common, _class_name, prediction_type, ...zero }
}

/** Models of continuous noise levels are run on another scale, which no sampler here knows. */
function refuseContinuous({ label, tensors }: PartTensors): void {
  const mark = [...tensors.keys()].find((name) => name.startsWith('edm_'))
  if (mark === undefined) return
  const message = `${label} was trained on continuous noise levels (EDM; it carries "${mark}"), which Verso cannot follow yet. Choose another Stable Diffusion model.`
  throw new VersoError('model-unsupported', message, { subject: label })
}

/**
 * What the denoiser predicts. Shapes do not tell; what does, in this order: the mark `v_pred` of newer files, a config
 * `NAME.yaml` beside `NAME.safetensors`, the step count of Stable Diffusion 2 base, and for 2.x the bias of a norm whose
 * spread differs (ComfyUI's finding). Inpainting models of 2.x predict noise; of others, diffusers takes 2.x to be v.
 */
async function predictionOf(file: PartTensors, family: SingleFileFamily): Promise<Prediction> {
  if (file.tensors.has('v_pred')) return 'v_prediction'
  const said = await readYaml(file.label)
  if (said !== null) return said
  if (family !== 'sd2') return 'epsilon'
  const input = file.tensors.get(`${denoiserRoot}input_blocks.0.0.weight`)
  if (input?.shape[1] === 9) return 'epsilon'
  if ((await numbersOf(file, 'global_step'))?.[0] === 875_000) return 'epsilon'
  const bias = await numbersOf(file, `${denoiserRoot}output_blocks.11.1.transformer_blocks.0.norm1.bias`)
  return bias?.length === 320 && deviation(bias) <= 0.09 ? 'epsilon' : 'v_prediction'
}

/** `parameterization` in the original code's config, which AUTOMATIC1111 too looks for beside a file. */
async function readYaml(path: string): Promise<Prediction | null> {
  const text = await readFile(path.replace(/\.safetensors$/i, '.yaml'), 'utf8').catch(() => '')
  const value = /^\s*parameterization:\s*["']?(v|eps)\b/m.exec(text.slice(0, 1_000_000))?.[1]
  if (value === undefined) return null
  return value === 'v' ? 'v_prediction' : 'epsilon'
}

async function numbersOf({ label, tensors }: PartTensors, name: string): Promise<Float32Array | null> {
  const tensor = tensors.get(name)
  if (tensor === undefined) return null
  if (tensor.length > 100_000) throw damaged(label, `its tensor "${name}" is ${tensor.shape.join(' × ')}`)
  return (await readTensor(tensor.file, tensor)).data
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
