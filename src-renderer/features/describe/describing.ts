import type { Asset } from '#shared/entities/asset.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import type { AppError } from '#shared/errors.ts'
import type { Result } from '#shared/result.ts'
import type { Store } from '#shared/store.ts'
import { hasPicture, flattenBox } from '#editor/flatten.ts'
import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'

/** What is being described: a picture of the gallery, or with null what lies in the box. */
export interface Described {
  readonly sha256: string | null
  /** Null until the answer is there. */
  readonly found: PictureDescription | null
}

/** Asks what a picture of the gallery shows. */
export async function describePicture(
  parts: FeatureParts,
  shown: Store<Described | null>,
  sha256: string,
): Promise<void> {
  await show(parts, shown, { sha256, found: null }, () => parts.client.api('assets.describe', { sha256 }))
}

/** Asks what lies in the box. Its pixels are held in memory for the question only, and enter no library. */
export async function describeBox(parts: FeatureParts, shown: Store<Described | null>): Promise<void> {
  const { editor, client } = parts
  editor.settle()
  const document = editor.document()
  const { box } = document
  if (!hasPicture(document, box)) return editor.say({ textKey: 'describe.empty-box' })
  await show(parts, shown, { sha256: null, found: null }, async () => {
    const { width, height } = box
    const bytes = flattenBox(document, box).buffer
    const held: Result<Asset> = await client.upload({
      ...{ kind: 'live', origin: 'canvas' },
      ...{ width, height, bytes },
    })
    return held.ok ? client.api('assets.describe', { sha256: held.value.sha256 }) : held
  })
}

/** The panel opens at once; an answer that comes after it was closed or asked something else is dropped. */
async function show(
  { notices }: FeatureParts,
  shown: Store<Described | null>,
  asked: Described,
  ask: () => Promise<Result<PictureDescription> | { ok: false; error: AppError }>,
): Promise<void> {
  shown.set(asked)
  const answer = await ask()
  if (shown.get() !== asked) return
  if (answer.ok) return shown.set({ ...asked, found: answer.value })
  shown.set(null)
  showError(notices, answer.error)
}
