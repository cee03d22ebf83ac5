import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Passes } from '#shared/document/request-size.ts'
import { modelNamed } from '#client/model-names.ts'
import type { DraftRequest } from '#editor/draft.ts'
import { type SeenPlan, planSeen } from '#editor/seen/plan.ts'
import type { FeatureParts } from '../feature.ts'

const usualNativeSize = 256
/** The plan is made anew when nothing has changed for this long, so that a stroke is not held up by it. */
const calmMs = 100

/** What the model would see at this moment. */
export function planNow({ editor, client }: FeatureParts): SeenPlan {
  const { request, source } = editor.draft.get()
  const native = modelNamed(client.models.get(), request.model)?.nativeSize ?? usualNativeSize
  return planSeen(editor.document(), source, editor.session.get().fill, native)
}

/** Size, enlargement and second pass of a request: those of the plan, unless the artist chose them. */
export function withPasses(request: DraftRequest, passes: Passes, follows: boolean): DraftRequest {
  return follows ? { ...request, ...passes } : request
}

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
    last.timer = setTimeout(look, calmMs)
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
