import type { Asset } from '#shared/entities/asset.ts'
import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { WritableDb } from './handles.ts'
import { putAsset } from './tables/assets.ts'
import { insertGeneration, type GenerationSource } from './tables/generations.ts'
import { insertLineage } from './tables/lineage.ts'

/** A picture whose file is on disk already, and what stands on its back. */
export interface MadePicture {
  readonly asset: Asset
  readonly record: GenerationRecord | null
  readonly source: GenerationSource | null
}

/** Writes the picture, its record with its energy, and its lineage: all of it or, after a crash, none of it. */
export function recordPicture(db: WritableDb, made: MadePicture): void {
  const { asset, record } = made
  db.transaction(() => {
    putAsset(db, asset)
    if (record === null || !insertGeneration(db, asset.sha256, record, made.source)) return
    for (const parent of record.parents) {
      insertLineage(db, { child: asset.sha256, parent: parent.sha256, role: parent.role })
    }
  })
}
