import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { sha256Of } from '#files/blob-store.ts'
import { readRecord } from '#files/metadata/picture-record.ts'
import { quickCheck } from '#library/quick-check.ts'
import { findItem } from '#library/search/gallery.ts'
import { listJobs, recoverJobs } from '#library/tables/jobs.ts'
import { openStore } from '#services/store.ts'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { forkScript, nextMessage } from '#tests/support/fork-script.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** More of them in the full test run. */
const runs = process.env['VERSO_FULL'] === undefined ? 24 : 1000

/** Lets a process write pictures and kills it at a random moment; returns what it said was committed. */
async function writeAndKill(dir: string): Promise<string[]> {
  const committed: string[] = []
  const child = forkScript('write-pictures.ts', [dir])
  child.on('message', (message: { kind: string; sha256: string }) => {
    if (message.kind === 'committed') committed.push(message.sha256)
  })
  const gone = once(child, 'close')
  await nextMessage(child)
  await pause(Math.random() * 150)
  child.kill('SIGKILL')
  await gone
  return committed
}

function pictureFiles(dir: string): string[] {
  const entries = readdirSync(join(dir, 'pictures'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

it(
  `loses no committed picture and shows no half one when the process is killed, ${runs} times`,
  { timeout: 3_600_000 },
  async () => {
    const dir = temporaryFolder()
    const committed: string[] = []
    for (let run = 0; run < runs; run++) {
      const fresh = await writeAndKill(dir)
      committed.push(...fresh)
      const store = await openStore({ dir, codec: sharpCodec, clock: () => new Date() })
      const { db } = store.library
      const check = new Database(store.library.databasePath, { readonly: true })
      expect(quickCheck(check)).toBeNull()
      check.close()
      for (const sha256 of run === runs - 1 ? committed : fresh) {
        const record = findItem(db, sha256)?.record
        const file = await store.fileOf(sha256)
        expect(readRecord(file?.bytes ?? new Uint8Array()).record).toEqual(record)
      }
      for (const path of pictureFiles(dir)) {
        expect(sha256Of(readFileSync(path)), path).toBe(basename(path, '.png'))
      }
      const error = { code: 'engine-crashed', message: 'Interrupted.' } as const
      recoverJobs(db, { maxAttempts: 99, error, now: new Date().toISOString() })
      const open = listJobs(db, 0)
      expect(open.every((job) => job.state === 'queued')).toBe(true)
      store.library.close()
    }
    // Else the kills came before anything was written, and nothing was shown.
    expect(committed.length).toBeGreaterThan(runs / 4)
  },
)
