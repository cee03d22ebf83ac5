import './describe.css'
import { ScanText, TextSearch } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Feature } from '../feature.ts'
import { createDescribePanel } from './describe-panel.tsx'
import { type Described, describeBox, describePicture } from './describing.ts'

/** Puts a picture into words, as far as the starter's matcher knows them; `current` is the gallery's picture at hand. */
export function createDescribe(current: () => string | null): Feature {
  const shown = createStore<Described | null>(null)
  return {
    id: 'describe',
    commands: (parts) => [
      {
        id: 'picture.describe',
        labelKey: 'command.describe',
        icon: TextSearch,
        enabled: () => current() !== null,
        run() {
          const sha256 = current()
          if (sha256 !== null) void describePicture(parts, shown, sha256)
        },
      },
      ...onCanvas(parts.editor, [
        {
          id: 'box.describe',
          labelKey: 'command.describe-box',
          icon: ScanText,
          run: () => void describeBox(parts, shown),
        },
      ]),
    ],
    views: { over: createDescribePanel(shown) },
  }
}
