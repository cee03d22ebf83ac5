import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import type { Job } from '#shared/entities/job.ts'
import { loadPixels, previewUrl } from '#client/pictures.ts'
import type { Floating } from '#editor/session.ts'
import type { FeatureParts } from '../feature.ts'
import { candidatePixels, clipToMask } from './candidate-pixels.ts'
import { stagedEntries } from './entries.ts'

/** Shows the chosen entry over the canvas: the candidate itself, or its job's newest preview. */
export function showFloating({ editor, client }: FeatureParts): () => void {
  const shown = { entry: '', preview: 0 }

  const show = (entry: string, preview: number, make: (() => Promise<Floating | null>) | null) => {
    if (entry === shown.entry && preview === shown.preview) return
    Object.assign(shown, { entry, preview })
    // A preview may take longer to draw than the next one to come; it is shown all the same, or none ever would be.
    const set = (floating: Floating | null) =>
      shown.entry === entry && editor.session.set((session) => ({ ...session, floating }))
    if (!make) set(null)
    // A preview that is gone is no news: the picture itself is on its way.
    else void make().then(set, () => undefined)
  }
  const look = () => {
    const { staged } = editor.session.get()
    const entry = stagedEntries(editor.document(), client.jobs.get()).find(({ id }) => id === staged)
    if (!entry) return show('', 0, null)
    if (entry.kind === 'candidate') return show(entry.id, 0, () => floatCandidate(entry.candidate))
    const number = entry.job.progress?.previewNumber ?? 0
    if (number > 0) show(entry.id, number, () => floatPreview(entry.job, number))
    else if (shown.entry !== entry.id) show(entry.id, 0, null)
  }
  const stops = [editor.session.subscribe(look), editor.history.subscribe(look), client.jobs.subscribe(look)]
  look()
  return () => stops.forEach((stop) => stop())
}

async function floatCandidate(candidate: StagedCandidate): Promise<Floating> {
  return { image: await createImageBitmap(await candidatePixels(candidate)), bounds: candidate.bounds }
}

async function floatPreview(job: Job, number: number): Promise<Floating | null> {
  if (!job.placement) return null
  const { documentId: _documentId, ...bounds } = job.placement
  const picture = await loadPixels(previewUrl(job.id, number), bounds)
  const { mask } = job.request
  const clipped = mask === null ? picture : await clipToMask(picture, mask)
  return { image: await createImageBitmap(clipped), bounds }
}
