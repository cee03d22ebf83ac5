import { expect, test } from 'vitest'
import {
  automatic1111Samplers,
  automatic1111Schedules,
  namedByAutomatic1111,
} from '#shared/entities/automatic1111-names.ts'
import { samplerNames, scheduleNames } from '#shared/entities/generation-request.ts'

test('every sampler and schedule has a name of its own, which leads back to it', () => {
  for (const sampler of samplerNames) {
    for (const schedule of scheduleNames) {
      const [name, type] = [automatic1111Samplers[sampler], automatic1111Schedules[schedule]]
      expect(namedByAutomatic1111(name, type)).toEqual({ sampler, schedule })
    }
  }
})

test.each([
  ['DPM++ 2M Karras', undefined, 'dpmpp-2m', 'karras'],
  ['DPM++ 2M SDE Exponential', undefined, 'dpmpp-2m-sde', 'exponential'],
  ['dpm2 a karras', undefined, 'dpm2-a', 'karras'],
  ['Euler a', 'Automatic', 'euler-a', null],
  ['Euler Ancestral', 'Uniform', 'euler-a', 'normal'],
  ['PLMS', undefined, 'pndm', null],
  ['LMS Karras', 'Exponential', 'lms', 'exponential'],
] as const)('“%s” with %s', (name, type, sampler, schedule) => {
  expect(namedByAutomatic1111(name, type)).toEqual({ sampler, schedule })
})

test.each(['DPM adaptive', 'Restart', 'DPM++ 3M SDE Karras', '', 'constructor', 'Karras'])(
  '“%s” is no sampler of ours',
  (name) => {
    expect(namedByAutomatic1111(name).sampler).toBeNull()
  },
)
