import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { WritableDb } from '#library/handles.ts'
import { openLibrary, type Library } from '#library/open-library.ts'
import { recordPicture } from '#library/record-picture.ts'
import { findItem, searchGallery } from '#library/search/gallery.ts'
import { parseQuery } from '#library/search/parse-query.ts'
import { setAssetRemoved } from '#library/tables/assets.ts'
import { childrenOf, parentsOf } from '#library/tables/lineage.ts'
import type { Asset } from '#shared/entities/asset.ts'
import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'

const dir = mkdtempSync(join(tmpdir(), 'verso-test-'))
let library: Library
let db: WritableDb

afterAll(() => {
  library.close()
  rmSync(dir, { recursive: true })
})

function add(digit: string, record: GenerationRecord | null, origin: Asset['origin'] = 'generated'): void {
  const sha256 = digit.repeat(64)
  const asset = { sha256, pixelsSha256: sha256, width: 256, height: 512, mime: 'image/png', bytes: 9, origin }
  recordPicture(db, { asset: { ...asset, createdAt: '2026-11-22T10:00:00Z' }, record, source: null })
}

const find = (query: string) =>
  searchGallery(db, { query, limit: 50, before: null })
    .items.map((item) => item.asset.sha256[0])
    .join('')

beforeAll(() => {
  library = openLibrary({ dir, clock: () => new Date() })
  db = library.db
  add('1', sampleRecord({ prompt: 'a red apple on white', seed: 42, sampler: 'euler' }))
  add('2', sampleRecord({ prompt: 'red draft of an apple', seed: 43, sampler: 'euler', steps: 30 }))
  add('3', sampleRecord({ prompt: 'Grüne Äpfel, 红苹果', negativePrompt: 'blurry lemon', seed: 42 }))
  const parents: GenerationRecord['parents'] = [{ sha256: '1'.repeat(64), role: 'init' }]
  add(
    '4',
    sampleRecord(
      { prompt: 'lemon: yellow', seed: 1099511627783, init: '1'.repeat(64) },
      { task: 'img2img', parents },
    ),
  )
  add('5', null, 'imported')
  add('6', null, 'canvas')
})

it.each([
  ['', '54321'],
  ['seed:42', '31'],
  ['seed:1099511627783', '4'],
  ['seed:42 sampler:euler "red apple" -draft', '1'],
  ['apple', '21'],
  ['app', '21'],
  ['"red apple"', '1'],
  ['apfel', '3'],
  ['苹果', '3'],
  ['-apple', '543'],
  ['-seed:42', '542'],
  ['steps:>=30', '2'],
  ['steps:<30', '431'],
  ['origin:imported', '5'],
  ['task:img2img', '4'],
  ['negative:lemon', '3'],
  ['lemon', '4'],
  ['model:STARTER', '4321'],
  ['lemon: yellow', '4'],
  ['colour:red', ''],
  ['width:256 height:512 seed:43', '2'],
  ['seed:abc', ''],
  ['" ( * draft', '2'],
  ['NEAR( OR * ^x', ''],
  ['""', '54321'],
])('finds by %s', (query, found) => {
  expect(find(query)).toBe(found)
})

it('parses fields, operators, phrases and negation', () => {
  const fields = new Set(['seed'])
  expect(parseQuery('-seed:>=5 "a b" -c x:y', fields)).toEqual([
    { kind: 'field', field: 'seed', operator: '>=', value: '5', negated: true },
    { kind: 'words', text: 'a b', phrase: true, negated: false },
    { kind: 'words', text: 'c', phrase: false, negated: true },
    { kind: 'words', text: 'x:y', phrase: false, negated: false },
  ])
})

it('gives page after page, each picture once', () => {
  const first = searchGallery(db, { query: '', limit: 3, before: null })
  const second = searchGallery(db, { query: '', limit: 3, before: first.next })
  const shown = [...first.items, ...second.items].map((item) => item.asset.sha256[0]).join('')
  expect([shown, second.next]).toEqual(['54321', null])
  expect(() => searchGallery(db, { query: '', limit: 3, before: 'x' })).toThrow(/no page/)
})

it('moves a picture into the bin and out of it', () => {
  setAssetRemoved(db, '2'.repeat(64), '2026-11-22T11:00:00Z')
  expect([find(''), find('in:bin')]).toEqual(['5431', '2'])
  expect(findItem(db, '2'.repeat(64))?.record?.request.seed).toBe(43)
  setAssetRemoved(db, '2'.repeat(64), null)
  expect(find('')).toBe('54321')
  expect(setAssetRemoved(db, 'f'.repeat(64), null)).toBe(false)
})

it('knows what a picture was made from and what was made from it', () => {
  const edge = { child: '4'.repeat(64), parent: '1'.repeat(64), role: 'init' }
  expect(parentsOf(db, edge.child)).toEqual([edge])
  expect(childrenOf(db, edge.parent)).toEqual([edge])
})

it('writes a picture with its record and lineage, or nothing of it', () => {
  const parents = [{ sha256: '1'.repeat(64), role: null as unknown as 'init' }]
  expect(() => add('7', sampleRecord({}, { parents }))).toThrow()
  expect(findItem(db, '7'.repeat(64))).toBeNull()
})
