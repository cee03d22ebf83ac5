import type { GalleryItem } from '#shared/entities/asset.ts'
import { VersoError } from '#shared/errors.ts'
import type { ReadableDb } from '../handles.ts'
import { assetOf, type AssetRow } from '../tables/assets.ts'
import { recordOf } from '../tables/generations.ts'
import { conditionOf, searchFields } from './conditions.ts'
import { parseQuery } from './parse-query.ts'

type ItemRow = AssetRow & { readonly record: string | null }

const items = 'SELECT a.*, g.record FROM assets a LEFT JOIN generations g ON g.sha256 = a.sha256'

/**
 * Pictures of the gallery (generated or imported), newest first, that meet the query; `in:bin` shows the removed
 * ones instead. `before` is the `next` of the page before; `next` is null on the last page.
 */
export function searchGallery(
  db: ReadableDb,
  options: { query: string; limit: number; before: string | null },
): { items: GalleryItem[]; next: string | null } {
  const terms = parseQuery(options.query, searchFields)
  const place = terms.filter((term) => term.kind === 'field' && term.field === 'in')
  const inBin = place.some((term) => term.kind === 'field' && term.value.toLowerCase() === 'bin')
  const conditions = terms.filter((term) => !place.includes(term)).map(conditionOf)
  const where = [
    inBin ? 'a.removed_at IS NOT NULL' : 'a.removed_at IS NULL',
    `a.origin IN ('generated', 'imported')`,
    'a.number < ?',
    ...conditions.map((condition) => condition.sql),
  ]
  const rows = db.all<ItemRow>(
    `${items} WHERE ${where.join(' AND ')} ORDER BY a.number DESC LIMIT ?`,
    cursorOf(options.before),
    ...conditions.flatMap((condition) => condition.values),
    options.limit + 1,
  )
  const page = rows.slice(0, options.limit)
  const next = rows.length > options.limit ? String(page.at(-1)?.number ?? '') : null
  return { items: page.map(itemOf), next }
}

/** One picture with its record, whether it is shown, in the bin or part of the canvas; null when there is none. */
export function findItem(db: ReadableDb, sha256: string): GalleryItem | null {
  const row = db.get<ItemRow>(`${items} WHERE a.sha256 = ?`, sha256)
  return row === undefined ? null : itemOf(row)
}

function itemOf(row: ItemRow): GalleryItem {
  return { asset: assetOf(row), record: row.record === null ? null : recordOf(row.record) }
}

function cursorOf(before: string | null): number {
  if (before === null) return Number.MAX_SAFE_INTEGER
  const number = Number(before)
  if (Number.isSafeInteger(number)) return number
  throw new VersoError('bad-request', `“${before}” is no page of the gallery; start from the newest again.`, {
    subject: 'before',
  })
}
