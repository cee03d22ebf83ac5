import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openLibrary } from '#library/open-library.ts'
import { migrations } from '#library/migrations/list.ts'
import type { Migration } from '#library/migrations/migration.ts'
import { readSettings, writeSettings } from '#library/tables/settings.ts'
import { defaultSettings } from '#shared/entities/settings.ts'
import { forkScript, nextMessage } from '#tests/support/fork-script.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const clock = () => new Date('2026-11-22T10:00:00Z')
const open = (dir: string, more: readonly Migration[] = migrations) =>
  openLibrary({ dir, clock, migrations: more })

it('makes a new library with the durability it promises, and opens it again', () => {
  const dir = join(temporaryFolder(), 'new', 'library')
  const library = open(dir)
  const pragma = (name: string) => Object.values(library.db.get<object>(`PRAGMA ${name}`) ?? {})[0]
  expect([pragma('synchronous'), pragma('foreign_keys')]).toEqual([2, 1])
  const reader = new Database(library.databasePath, { readonly: true })
  expect(reader.pragma('journal_mode', { simple: true })).toBe('wal')
  reader.close()
  writeSettings(library.db, { ...defaultSettings, theme: 'light' })
  library.close()
  const again = open(dir)
  expect(readSettings(again.db).theme).toBe('light')
  again.close()
})

it('refuses a statement that writes from a reader', () => {
  const library = open(temporaryFolder())
  expect(() => library.db.all('DELETE FROM settings RETURNING name')).toThrow(/reader/)
  library.close()
})

it('tells a second copy, in this process or another, and is free when the first is killed', async () => {
  const dir = temporaryFolder()
  const holder = forkScript('hold-library.ts', [dir])
  expect(await nextMessage(holder)).toBe('open')
  const second = () => open(dir)
  expect(second).toThrow(expect.objectContaining({ code: 'library-locked' }))
  expect(second).toThrow(/open in another copy of Verso.*close it first/)
  const gone = once(holder, 'exit')
  holder.kill('SIGKILL')
  await gone
  const library = second()
  expect(second).toThrow(expect.objectContaining({ code: 'library-locked' }))
  library.close()
})

it('refuses a newer library and leaves it as it is', () => {
  const dir = temporaryFolder()
  const newer = { number: 99_990, sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT' }
  open(dir, [...migrations, newer]).close()
  const before = readFileSync(join(dir, 'library.sqlite'))
  expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'library-newer' }))
  expect(() => open(dir)).toThrow(/newest Verso/)
  expect(readFileSync(join(dir, 'library.sqlite')).equals(before)).toBe(true)
})

it('backs up before it migrates, and keeps the old schema when a step fails', () => {
  const dir = temporaryFolder()
  const library = open(dir)
  writeSettings(library.db, { ...defaultSettings, theme: 'light' })
  library.close()
  expect(readdirSync(dir)).not.toContain('backups')
  const broken = { number: 99_990, sql: 'CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE oops (' }
  expect(() => open(dir, [...migrations, broken])).toThrow()
  const [backup = ''] = readdirSync(join(dir, 'backups'))
  const copy = new Database(join(dir, 'backups', backup), { readonly: true })
  expect(copy.prepare(`SELECT value FROM settings WHERE name = 'theme'`).pluck().get()).toBe('"light"')
  copy.close()
  const again = open(dir)
  expect(readSettings(again.db).theme).toBe('light')
  expect(again.db.get(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`)).toBeUndefined()
  again.close()
})

it.each([
  ['overwritten', (bytes: Buffer) => bytes.fill(0x5a, 100, 30_000)],
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20_000)],
  ['no database', () => Buffer.from('something else entirely, not a database'.repeat(50))],
])('keeps a damaged file (%s) and says what to do', (_, damage) => {
  const dir = temporaryFolder()
  open(dir).close()
  const path = join(dir, 'library.sqlite')
  const damaged = damage(readFileSync(path))
  writeFileSync(path, damaged)
  expect(() => open(dir)).toThrow(expect.objectContaining({ code: 'library-damaged', subject: path }))
  expect(() => open(dir)).toThrow(/Nothing in it was changed\. Rename it/)
  expect(readFileSync(path).equals(damaged)).toBe(true)
})

it('names the newest back-up when the database is damaged', () => {
  const dir = temporaryFolder()
  open(dir).close()
  mkdirSync(join(dir, 'backups'))
  for (const day of ['20', '21']) writeFileSync(join(dir, 'backups', `library-2026-11-${day}.sqlite`), 'x')
  writeFileSync(join(dir, 'library.sqlite'), 'x'.repeat(5000))
  expect(() => open(dir)).toThrow(/library-2026-11-21\.sqlite/)
})

it('says that a read-only library is read-only', async () => {
  const dir = join(temporaryFolder(), 'library')
  open(dir).close()
  chmodSync(join(dir, '..'), 0o755)
  for (const name of readdirSync(dir)) chmodSync(join(dir, name), 0o444)
  chmodSync(dir, 0o555)
  onTestFinished(() => chmodSync(dir, 0o755))
  // As root nothing is read-only: the child becomes nobody first.
  const child = forkScript('hold-library.ts', [dir, 'as-nobody'])
  expect(await nextMessage(child)).toMatchObject({
    code: 'library-read-only',
    message: expect.stringContaining(dir),
  })
})

it('says that the disk is full and goes on when there is room again', () => {
  const library = open(temporaryFolder())
  const pages = library.db.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
  library.db.get(`PRAGMA max_page_count = ${pages}`)
  const fill = () => {
    const insert = 'INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)'
    for (let row = 0; row < 100; row++) library.db.run(insert, `row ${row}`, 'x'.repeat(2000))
  }
  expect(fill).toThrow(expect.objectContaining({ code: 'disk-full' }))
  library.db.get(`PRAGMA max_page_count = ${pages + 1000}`)
  expect(fill).not.toThrow()
  library.close()
})
