import type { Feature } from '../feature.ts'

/** Keys of a gesture that takes several presses; Escape stands with the view. */
export const gesture: Feature = {
  id: 'gesture',
  commands: ({ tools }) => [
    {
      id: 'gesture.apply',
      labelKey: 'command.gesture-apply',
      keys: ['Enter'],
      enabled: () => tools.hears('apply'),
      run: () => tools.key('apply'),
    },
    {
      id: 'gesture.back',
      labelKey: 'command.gesture-back',
      keys: ['Backspace'],
      enabled: () => tools.hears('back'),
      run: () => tools.key('back'),
    },
  ],
}
