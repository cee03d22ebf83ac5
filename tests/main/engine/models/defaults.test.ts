import { expect, test } from 'vitest'
import { UnetConfig } from '#engine/graph/unet-config.ts'
import { usualDefaults } from '#engine/models/defaults.ts'
import type { Family } from '#engine/models/family.ts'
import { StoredScheduler } from '#engine/models/scheduler-config.ts'

const levels = { down_block_types: ['DownBlock2D'], up_block_types: ['UpBlock2D'], block_out_channels: [32] }
const unet = { _class_name: 'UNet2DConditionModel', in_channels: 4, out_channels: 4, ...levels }
const trailing = { timestep_spacing: 'trailing' }

test.each<[string, Family, object, object, number, number]>([
  ['Stable Diffusion 1.5', 'sd1', {}, { _class_name: 'PNDMScheduler' }, 20, 7.5],
  ['SDXL', 'sdxl', {}, { _class_name: 'EulerDiscreteScheduler' }, 30, 5],
  ['SDXL Turbo', 'sdxl', {}, { _class_name: 'EulerAncestralDiscreteScheduler', ...trailing }, 4, 0],
  ['SD Turbo', 'sd2', {}, { _class_name: 'EulerDiscreteScheduler', ...trailing }, 4, 0],
  ['LCM', 'sd1', { time_cond_proj_dim: 256 }, { _class_name: 'LCMScheduler' }, 4, 8.5],
  [
    'one distilled for LCM without the guidance as an input',
    'sdxl',
    {},
    { _class_name: 'LCMScheduler' },
    4,
    1,
  ],
  [
    'one that predicts velocity from zero signal',
    'sd2',
    {},
    { _class_name: 'EulerDiscreteScheduler', ...trailing, prediction_type: 'v_prediction' },
    20,
    7.5,
  ],
  [
    'one that starts from zero signal',
    'sdxl',
    {},
    { _class_name: 'EulerDiscreteScheduler', ...trailing, rescale_betas_zero_snr: true },
    30,
    5,
  ],
])('%s', (_, family, change, scheduler, steps, guidanceScale) => {
  const config = UnetConfig.parse({ ...unet, ...change })
  expect(usualDefaults(family, config, StoredScheduler.parse(scheduler))).toEqual({ steps, guidanceScale })
})
