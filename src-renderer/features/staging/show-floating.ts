import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { usualFeather } from '#shared/document/mask-clip.ts'
import type { Job } from '#shared/entities/job.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { candidatePixels, clipToMask } from '#client/candidate-pixels.ts'
import { loadPixels, previewUrl } from '#client/pictures.ts'
import { placedAt } from '#editor/seen/placement.ts'
import type { Floating } from '#editor/session.ts'
import type { FeatureParts } from '../feature.ts'
import { type StagedEntry, stagedEntries } from './entries.ts'

/** What is shown: an entry, at a place, and of a job which preview. */
interface Shown {
  readonly key: string
  readonly preview: number
}

/**
 * Shows the chosen entry over the canvas: the candidate itself, or its job's newest preview. Not while candidates are
 * mixed: then the layer shows what was painted of them.
 */
export function showFloating({ editor, client }: FeatureParts): () => void {
  let shown: Shown = { key: '', preview: 0 }

  const show = (next: Shown, make: (() => Promise<Floating | null>) | null) => {
    if (next.key === shown.key && next.preview === shown.preview) return
    shown = next
    // A preview may take longer to draw than the next one to come; it is shown all the same, or none ever would be.
    const set = (floating: Floating | null) =>
      shown.key === next.key && editor.session.set((session) => ({ ...session, floating }))
    if (!make) set(null)
    // A preview that is gone is no news: the picture itself is on its way.
    else void make().then(set, () => undefined)
  }
  const look = () => {
    const { staged, toolId } = editor.session.get()
    const entries = toolId === 'mix' ? [] : stagedEntries(editor.document(), client.jobs.get())
    const entry = entries.find(({ id }) => id === staged)
    const bounds = entry && boundsOf(editor.document(), entry)
    if (!entry || !bounds) return show({ key: '', preview: 0 }, null)
    const key = [entry.id, bounds.x, bounds.y].join(' ')
    if (entry.kind === 'candidate') return show({ key, preview: 0 }, () => floatCandidate(entry.candidate))
    const number = entry.job.progress?.previewNumber ?? 0
    if (number > 0) {
      show({ key, preview: number }, () => floatPreview(entry.job, number, bounds))
    } else if (shown.key !== key) show({ key, preview: 0 }, null)
  }
  const stops = [editor.session.subscribe(look), editor.history.subscribe(look), client.jobs.subscribe(look)]
  look()
  return () => stops.forEach((stop) => stop())
}

function boundsOf(document: Parameters<typeof placedAt>[0], entry: StagedEntry): Rectangle | null {
  if (entry.kind === 'candidate') return entry.candidate.bounds
  return entry.job.placement && placedAt(document, entry.job.placement)
}

async function floatCandidate(candidate: StagedCandidate): Promise<Floating> {
  return { image: await createImageBitmap(await candidatePixels(candidate)), bounds: candidate.bounds }
}

async function floatPreview(job: Job, number: number, bounds: Rectangle): Promise<Floating> {
  const picture = await loadPixels(previewUrl(job.id, number), bounds)
  const { mask } = job.request
  const clipped =
    mask === null ? picture : await clipToMask(picture, mask, job.placement?.feather ?? usualFeather)
  return { image: await createImageBitmap(clipped), bounds }
}
