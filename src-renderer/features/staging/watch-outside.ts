import { acceptEdit, layerOf } from '#shared/document/accept-candidate.ts'
import type { Store } from '#shared/store.ts'
import { candidatePixels } from '#client/candidate-pixels.ts'
import type { FeatureParts } from '../feature.ts'
import { checkAccepted } from './accept.ts'
import type { OutsideCheck } from './check-outside.ts'

/** A candidate that is only stepped past is not compared. */
const calmMs = 250

/** Compares what the chosen candidate would leave outside of its mask, as soon as it has been chosen for a moment. */
export function watchOutside(parts: FeatureParts, checked: Store<OutsideCheck | null>): () => void {
  const { editor } = parts
  let chosen: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    const { staged } = editor.session.get()
    if (staged === chosen) return
    chosen = staged
    clearTimeout(timer)
    if (staged === null || !editor.document().candidates[staged]?.mask) return
    checked.set(null)
    timer = setTimeout(() => {
      // A picture that is gone says so where it is shown.
      void compare(parts, staged).then(
        (check) => chosen === staged && checked.set(check),
        () => undefined,
      )
    }, calmMs)
  }
  const stop = editor.session.subscribe(look)
  look()
  return () => {
    stop()
    clearTimeout(timer)
  }
}

async function compare({ editor }: FeatureParts, sha256: string): Promise<OutsideCheck | null> {
  const fetched = editor.document().candidates[sha256]
  const image = fetched && (await candidatePixels(fetched))
  const document = editor.document()
  const candidate = document.candidates[sha256]
  if (!image || !candidate) return null
  const after = acceptEdit(candidate, layerOf('checked', candidate, image))(document)
  return checkAccepted(document, after, candidate)
}
