import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import type { Result } from '#shared/result.ts'
import { ok } from '#shared/result.ts'
import type { Store } from '#shared/store.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { composeRequest } from '#features/compose-request.ts'
import { planNow } from '#features/plan-now.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { quickSettings } from '#shared/quick-way.ts'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { modelNamed } from '#client/model-names.ts'
import { loadPixels, previewUrl } from '#client/pictures.ts'
import type { Upload } from '#client/uploads.ts'
import { featherOf } from '#editor/seen/fill-settings.ts'
import type { SeenPlan } from '#editor/seen/plan.ts'
import type { FeatureParts } from '../feature.ts'
import { documentNow } from './document-now.ts'
import type { LiveState } from './live-state.ts'

/** A new picture is begun when nothing has changed for this long … */
const calmMs = 80
/** … or at the latest this long after the first change, while a stroke goes on. */
const patienceMs = 400
/** How long a picture waits for the queue before it asks again. */
const queueMs = 500

/** Makes a picture of what lies in the box whenever that changes. One loop a session of live mode: `stop` ends it for good. */
export class LiveLoop {
  readonly #parts: FeatureParts
  readonly #state: Store<LiveState>
  readonly #stops: (() => void)[]
  #timer: ReturnType<typeof setTimeout> | undefined
  #since: number | null = null
  #ended = false
  #seen: readonly unknown[] = []
  #turn = 0

  constructor(parts: FeatureParts, state: Store<LiveState>) {
    this.#parts = parts
    this.#state = state
    const { editor } = parts
    const watched = [editor.history, editor.stroke, editor.draft, editor.session, state]
    this.#stops = watched.map((store) => store.subscribe(() => this.#look()))
    this.#look()
  }

  /** Nothing is shown after this, whatever is still under way. */
  stop(): void {
    this.#ended = true
    this.#turn++
    clearTimeout(this.#timer)
    this.#stops.forEach((stop) => stop())
    this.#state.set((state) => ({ ...state, on: false, busy: false, waiting: false, picture: null }))
    void this.#parts.client.api('live.stop', null)
  }

  #look(): void {
    const facts = this.#facts()
    if (this.#ended || facts.every((fact, at) => fact === this.#seen[at])) return
    this.#seen = facts
    this.#since ??= performance.now()
    const left = patienceMs - (performance.now() - this.#since)
    this.#later(Math.min(calmMs, Math.max(0, left)))
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#make(), milliseconds)
  }

  async #make(): Promise<void> {
    this.#since = null
    const turn = ++this.#turn
    const { client, notices } = this.#parts
    this.#set({ busy: true })
    try {
      const composed = await this.#compose()
      if (!this.#isMine(turn)) return
      if (!composed.ok) return this.#fail(() => showError(notices, composed.error))
      const { request, plan } = composed.value
      const answer = await client.api('live.frame', { request })
      if (!this.#isMine(turn)) return
      if (!answer.ok) return this.#fail(() => showError(notices, answer.error))
      if (answer.value.kind === 'frame') await this.#show(turn, answer.value.frame, plan, request)
      else {
        // The queue began meanwhile: what changed since then is made when it has ended.
        this.#set({ waiting: answer.value.kind === 'queue-first' })
        this.#later(queueMs)
      }
    } catch (thrown) {
      if (this.#isMine(turn)) this.#fail(() => showThrown(notices, thrown))
    }
  }

  async #compose(): Promise<Result<{ request: GenerationRequest; plan: SeenPlan }>> {
    const { editor, client } = this.#parts
    const document = documentNow(editor)
    const plan = planNow({ editor: { ...editor, document: () => document }, client })
    const { fill } = editor.session.get()
    const upload: Upload = (message) =>
      client.upload(message.kind === 'rgba' ? { ...message, kind: 'live' } : message)
    const composed = await composeRequest(document, editor.draft.get(), plan, fill, upload)
    if (!composed.ok) return composed
    const { request } = composed.value
    const { steps, quick } = this.#state.get()
    const card = modelNamed(client.models.get(), request.model)
    const way = (quick && card && quickSettings(request, card)) || { steps }
    return ok({ request: { ...request, ...way, count: 1, upscale: 1, hires: null }, plan })
  }

  async #show(
    turn: number,
    { frame, milliseconds }: { readonly frame: number; readonly milliseconds: number },
    plan: SeenPlan,
    { prompt }: GenerationRequest,
  ): Promise<void> {
    const { context: bounds, mask } = plan
    const feather = featherOf(plan.verb, this.#parts.editor.session.get().fill)
    const pixels = await loadPixels(previewUrl(`live-${frame}`, frame), bounds)
    const whole = await createImageBitmap(pixels)
    if (mask) clip(pixels, mask, feather)
    const image = await createImageBitmap(pixels)
    if (!this.#isMine(turn)) return
    const picture = { frame, whole, image, bounds, feather, milliseconds, prompt }
    this.#set({ busy: false, waiting: false, picture })
  }

  #isMine(turn: number): boolean {
    return !this.#ended && turn === this.#turn
  }

  #set(part: Partial<LiveState>): void {
    this.#state.set((state) => ({ ...state, ...part }))
  }

  /** An error would come back with every stroke, so it ends live mode. */
  #fail(say: () => void): void {
    this.stop()
    say()
  }

  #facts(): readonly unknown[] {
    const { editor } = this.#parts
    const { layers, order, box, selection, width, height }: CanvasDocument = editor.document()
    const { request, source } = editor.draft.get()
    const { steps, quick } = this.#state.get()
    return [
      ...[layers, order, box, selection, width, height],
      ...[editor.stroke.get(), request, source, editor.session.get().fill, steps, quick],
    ]
  }
}

function clip({ data, width, height }: ImageData, mask: Uint8ClampedArray, feather: number): void {
  const alpha = clipAlpha(mask, width, height, feather)
  for (let at = 0; at < alpha.length; at++) data[at * 4 + 3] = alpha[at] ?? 0
}
