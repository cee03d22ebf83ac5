import { Asset } from '#shared/entities/asset.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

export interface AssetRow {
  readonly number: number
  readonly sha256: string
  readonly pixels_sha256: string
  readonly width: number
  readonly height: number
  readonly mime: string
  readonly bytes: number
  readonly origin: string
  readonly created_at: string
  readonly removed_at: string | null
}

export function assetOf(row: AssetRow): Asset {
  return Asset.parse({
    sha256: row.sha256,
    pixelsSha256: row.pixels_sha256,
    width: row.width,
    height: row.height,
    mime: row.mime,
    bytes: row.bytes,
    origin: row.origin,
    createdAt: row.created_at,
  })
}

/**
 * Adds the picture. One that is there already stays, comes back from the bin, and becomes `imported` when so far it
 * was only canvas pixels.
 */
export function putAsset(db: WritableDb, asset: Asset): void {
  db.run(
    `INSERT INTO assets (sha256, pixels_sha256, width, height, mime, bytes, origin, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET
       removed_at = CASE WHEN excluded.origin IN ('generated', 'imported') THEN NULL ELSE removed_at END,
       origin = CASE WHEN origin IN ('canvas', 'mask') THEN excluded.origin ELSE origin END`,
    asset.sha256,
    asset.pixelsSha256,
    asset.width,
    asset.height,
    asset.mime,
    asset.bytes,
    asset.origin,
    asset.createdAt,
  )
}

export function findAsset(db: ReadableDb, sha256: string): Asset | null {
  const row = db.get<AssetRow>('SELECT * FROM assets WHERE sha256 = ?', sha256)
  return row === undefined ? null : assetOf(row)
}

/** Puts the picture into the bin (`at`) or takes it out (null); its file stays. False when there is none. */
export function setAssetRemoved(db: WritableDb, sha256: string, at: string | null): boolean {
  return db.run('UPDATE assets SET removed_at = ? WHERE sha256 = ?', at, sha256) > 0
}
