import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { planNow } from '#features/plan-now.ts'
import type { DraftRequest } from '#editor/draft.ts'
import { withPasses } from '#editor/seen/request-for.ts'
import type { FeatureParts } from '../feature.ts'

/** The plan is made anew when nothing has changed for this long, so that a stroke is not held up by it. */
const calmMs = 100
/** A large box takes longer to look through, so it waits for a longer rest. */
const [manyPixels, calmLargeMs] = [1_500_000, 600]

/** Keeps `editor.seen`, and the sizes in the panel, in step with canvas, model and settings. */
export function followSeen(parts: FeatureParts): () => void {
  const { editor, client } = parts
  const last: { timer?: ReturnType<typeof setTimeout>; from: readonly unknown[] } = { from: [] }
  const look = () => {
    if (editor.history.get().mark) return wait()
    const plan = planNow(parts)
    editor.seen.set(plan)
    editor.draft.set((draft) => {
      const request = withPasses(draft.request, plan.passes, draft.sizeFollowsBox)
      return sameSizes(request, draft.request) ? draft : { ...draft, request }
    })
  }
  const wait = () => {
    clearTimeout(last.timer)
    const { width, height } = editor.document().box
    last.timer = setTimeout(look, width * height > manyPixels ? calmLargeMs : calmMs)
  }
  const follow = () => {
    const { request, source, sizeFollowsBox } = editor.draft.get()
    const { fill } = editor.session.get()
    const facts = [
      ...pixelFacts(editor.document()),
      request,
      source,
      sizeFollowsBox,
      fill,
      client.models.get(),
    ]
    if (facts.every((fact, at) => fact === last.from[at])) return
    last.from = facts
    wait()
  }
  const watched = [editor.history, editor.draft, editor.session, client.models]
  const stops = watched.map((store) => store.subscribe(follow))
  look()
  return () => {
    clearTimeout(last.timer)
    stops.forEach((stop) => stop())
  }
}

function pixelFacts({ layers, order, box, selection, width, height }: CanvasDocument): readonly unknown[] {
  return [layers, order, box, selection, width, height]
}

function sameSizes(a: DraftRequest, b: DraftRequest): boolean {
  const sizes = ({ width, height, upscale, hires }: DraftRequest) =>
    JSON.stringify([width, height, upscale, hires])
  return sizes(a) === sizes(b)
}
