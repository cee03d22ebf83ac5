import type { ToolState } from '#editor/tools/tool.ts'
import type { CropBench } from '../frame.ts'

/** The frame waits; Enter crops, Escape and other tools leave the page as it is. */
export function editing(bench: CropBench): ToolState {
  const end = () => {
    bench.end()
    return 'idle'
  }
  return {
    down: () => 'dragging',
    keys: {
      apply() {
        bench.apply()
        return 'idle'
      },
    },
    cancel: end,
    leave: () => void end(),
    resume() {
      const frame = bench.frame.get()
      if (frame) bench.set(frame)
      return undefined
    },
  }
}
