import { RotateCcw } from 'lucide-react'
import type { Store } from '#shared/store.ts'
import { modelNamed } from '#client/model-names.ts'
import { showError } from '#features/show-error.ts'
import type { DropPlace, FeatureParts } from '#features/feature.ts'
import { offerOfRecord, offerOfText, type RecallOffer } from './offer.ts'

/** Where a picture is dropped to see how it was made, and to take over what of it is wanted. */
export function recallPlace(offer: Store<RecallOffer | null>): DropPlace {
  return {
    ...{ id: 'recall', labelKey: 'recall.drop', hintKey: 'recall.drop-hint', icon: RotateCcw },
    async take(parts, [file]) {
      if (file) await offerOfFile(parts, file, offer)
    },
  }
}

async function offerOfFile(
  { client, notices }: FeatureParts,
  file: File,
  offer: Store<RecallOffer | null>,
): Promise<void> {
  const path = client.pathOf(file)
  const where = path ? { path } : await stored(client, file)
  const read =
    'error' in where ? { ok: false as const, error: where.error } : await client.api('assets.metadata', where)
  if (!read.ok) return showError(notices, read.error)
  const { record, parameters, problem } = read.value
  const found = record
    ? offerOfRecord(record, modelNamed(client.models.get(), record.request.model), file.name)
    : parameters === null
      ? null
      : offerOfText(parameters, file.name)
  if (found) offer.set(found)
  else if (problem)
    notices.show({ tone: 'error', textKey: 'recall.problem', values: { name: file.name }, detail: problem })
  else notices.show({ tone: 'info', textKey: 'recall.nothing', values: { name: file.name } })
}

/** A picture out of another program has no path: it is read where it is kept. */
async function stored(client: FeatureParts['client'], file: File) {
  const asset = await client.upload({ kind: 'encoded', origin: 'imported', bytes: await file.arrayBuffer() })
  return asset.ok ? { sha256: asset.value.sha256 } : { error: asset.error }
}
