import { once } from 'node:events'
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { realDisk, type Disk } from '#files/atomic-write.ts'
import { DocumentFolder } from '#files/document/document-folder.ts'
import { encodeLine, splitLines } from '#files/document/journal-lines.ts'
import { tilesOfState } from '#shared/document/storage/fold.ts'
import { emptyState, someStep, startWork, type Work } from '#tests/support/documents/canvas-history.ts'
import { forkScript, nextMessage } from '#tests/support/fork-script.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const none = async () => new Map()

async function appendFrom(folder: DocumentFolder, work: Work): Promise<void> {
  const taken = work.take()
  if (!taken) return
  const tiles = taken.tiles.map(({ number, tile }) => ({ number, bytes: new Uint8Array(tile.buffer) }))
  await folder.append({ tiles, change: taken.change })
}

/** A document of `steps` steps on the disk, and its state after each of them. */
async function worked(steps: number, dir = join(temporaryFolder(), 'd')) {
  const folder = await DocumentFolder.create(dir, 'd', emptyState(), none)
  const work = startWork()
  const states = [folder.state]
  for (let seed = 1; seed <= steps; seed++) {
    someStep(work, seed)
    await appendFrom(folder, work)
    states.push(folder.state)
  }
  return { dir, folder, work, states }
}

function newestJournal(dir: string): string {
  const names = readdirSync(dir).filter((name) => name.startsWith('journal-'))
  return join(dir, names.sort().at(-1) ?? '')
}

describe('a document on the disk', () => {
  it('comes back with every step and every tile, through snapshots too', async () => {
    const { dir, folder, work } = await worked(60)
    await folder.snapshot()
    work.paint(17)
    await appendFrom(folder, work)
    const { state, next } = folder
    await folder.close()
    const again = await DocumentFolder.open(dir)
    expect(again.state).toEqual(state)
    expect(again.next).toEqual(next)
    expect(again.damage).toBeNull()
    const numbers = [...tilesOfState(state).keys()]
    expect(numbers.length).toBeGreaterThan(20)
    for (const tile of await again.readTiles(numbers)) expect(tile?.length).toBe(262_144)
    await again.close()
  })

  it('keeps two journals, and gives back the room of what nothing shows any more', async () => {
    const { dir, folder, work } = await worked(8)
    for (let turn = 0; turn < 60; turn++) {
      work.paint(turn)
      await appendFrom(folder, work)
      work.undo()
      work.edit((document) => ({ ...document, width: 600 + turn }))
      await appendFrom(folder, work)
      if (turn % 20 === 0) await folder.snapshot()
    }
    const before = tilesOfState(folder.state)
    await folder.compact(1)
    await folder.snapshot()
    const state = folder.state
    expect(readdirSync(dir).filter((name) => name.startsWith('journal-'))).toHaveLength(2)
    expect(readdirSync(dir).filter((name) => name.startsWith('tiles-'))).toEqual(['tiles-000002.bin'])
    for (const tile of await folder.readTiles([...before.keys()])) expect(tile).not.toBeNull()
    await folder.close()
    const again = await DocumentFolder.open(dir)
    expect(again.state).toEqual(state)
    for (const tile of await again.readTiles([...before.keys()])) expect(tile).not.toBeNull()
    await again.close()
  })

  it('refuses a change that names a tile which never came, and goes on', async () => {
    const { folder, work } = await worked(8)
    work.paint(77)
    const taken = work.take()
    if (!taken) throw new Error('Nothing to store.')
    await expect(folder.append({ tiles: [], change: taken.change })).rejects.toThrow(/never stored/)
    const tiles = taken.tiles.map(({ number, tile }) => ({ number, bytes: new Uint8Array(tile.buffer) }))
    await folder.append({ tiles, change: taken.change })
    await folder.close()
  })

  it('refuses one that a newer Verso wrote, and leaves it as it is', async () => {
    const { dir, folder } = await worked(3)
    await folder.close()
    const path = newestJournal(dir)
    const [, ...lines] = splitLines(readFileSync(path)).lines
    const head = { format: 'verso-journal', version: 2, document: 'd', tiles: 'tiles-000001.bin' }
    const rest = lines.flatMap((line) => [line, Buffer.from('\n')])
    const bytes = Buffer.concat([encodeLine(head as unknown as Parameters<typeof encodeLine>[0]), ...rest])
    writeFileSync(path, bytes)
    await expect(DocumentFolder.open(dir)).rejects.toMatchObject({ code: 'document-newer', subject: path })
    expect(readFileSync(path)).toEqual(bytes)
  })
})

describe('a damaged journal', () => {
  /** Opens a copy whose newest journal was changed, and says which of the states it came back as. */
  async function openChanged(dir: string, states: readonly unknown[], change: (bytes: Buffer) => Buffer) {
    const copy = join(temporaryFolder(), basename(dir))
    cpSync(dir, copy, { recursive: true })
    const path = newestJournal(copy)
    const bytes = readFileSync(path)
    writeFileSync(path, change(bytes))
    const folder = await DocumentFolder.open(copy)
    const at = states.findIndex((state) => JSON.stringify(state) === JSON.stringify(folder.state))
    const { damage } = folder
    await folder.close()
    const again = await DocumentFolder.open(copy)
    expect(JSON.stringify(again.state)).toBe(JSON.stringify(states[at]))
    expect(again.damage, 'the second time all is whole').toBeNull()
    await again.close()
    if (damage) {
      expect(readFileSync(join(copy, `damaged-${basename(path)}`))).toEqual(change(bytes))
    }
    return { at, damage }
  }

  it(
    'opens up to the last whole line wherever it is cut off, and says what is lost',
    { timeout: 600_000 },
    async () => {
      const { dir, folder, work, states } = await worked(6)
      await folder.snapshot()
      for (let seed = 7; seed <= 16; seed++) {
        work.paint(seed)
        await appendFrom(folder, work)
        states.push(folder.state)
      }
      await folder.close()
      const bytes = readFileSync(newestJournal(dir))
      const ends = [...bytes.keys()].filter((at) => bytes[at] === 0x0a).map((at) => at + 1)
      const cuts = new Set(ends.flatMap((end) => [end - 1, end, end + 1, end + 40]).concat([0, 5, 50, 90]))
      for (const cut of [...cuts].filter((each) => each < bytes.length)) {
        const { at, damage } = await openChanged(dir, states, (whole) => whole.subarray(0, cut))
        const whole = ends.filter((end) => end <= cut).length
        // The head and the snapshot are the first two lines; without them the journal before says the same.
        expect(at, `cut at ${cut}`).toBe(6 + Math.max(0, whole - 2))
        const clean = ends.includes(cut) && whole >= 2
        expect(damage === null, `cut at ${cut}`).toBe(clean)
      }
    },
  )

  it('never fails and never hides a loss when bits flip', { timeout: 600_000 }, async () => {
    const { dir, folder, work, states } = await worked(6)
    await folder.snapshot()
    for (let seed = 7; seed <= 16; seed++) {
      work.paint(seed)
      await appendFrom(folder, work)
      states.push(folder.state)
    }
    await folder.close()
    const { length } = readFileSync(newestJournal(dir))
    for (let run = 0; run < 80; run++) {
      const place = (run * 104_729) % length
      const { at, damage } = await openChanged(dir, states, (bytes) => {
        const flipped = Buffer.from(bytes)
        flipped[place] = (flipped[place] ?? 0) ^ (1 << (run % 8))
        return flipped
      })
      expect(at, `bit of byte ${place}`).toBeGreaterThanOrEqual(6)
      expect(damage, `bit of byte ${place}`).not.toBeNull()
      if (at < states.length - 1) expect(damage?.lost).toBeGreaterThan(0)
    }
  })

  it('says so when nothing of it can be read, and touches nothing', async () => {
    const { dir, folder } = await worked(3)
    await folder.close()
    writeFileSync(newestJournal(dir), 'nonsense')
    await expect(DocumentFolder.open(dir)).rejects.toMatchObject({ code: 'document-damaged', subject: dir })
    expect(readFileSync(newestJournal(dir), 'utf8')).toBe('nonsense')
  })

  it('knows a damaged tile from a whole one', async () => {
    const { dir, folder } = await worked(40)
    const numbers = [...tilesOfState(folder.state).keys()]
    await folder.close()
    const path = join(dir, 'tiles-000001.bin')
    const bytes = readFileSync(path)
    bytes[10] = (bytes[10] ?? 0) ^ 4
    writeFileSync(path, bytes.subarray(0, bytes.length - 3))
    const again = await DocumentFolder.open(dir)
    const tiles = await again.readTiles([...numbers, 9999])
    expect(tiles.filter((tile) => tile === null)).toHaveLength(3)
    await again.close()
  })
})

describe('a disk that fails', () => {
  /** A disk whose writes fail with `code` while `failing.now`, half way through. */
  function failingDisk(code: string): { disk: Disk; failing: { now: boolean } } {
    const failing = { now: false }
    const fault = () => Object.assign(new Error(`${code}: it failed`), { code })
    const open: Disk['open'] = async (...input) => {
      if (failing.now && input[1] !== 'r') throw fault()
      const file = await realDisk.open(...input)
      const write = file.write.bind(file) as (...all: unknown[]) => Promise<{ bytesWritten: number }>
      const half = async (bytes: Uint8Array, at: number, length: number, position: number) => {
        if (!failing.now) return write(bytes, at, length, position)
        await write(bytes, at, Math.floor(length / 2), position)
        throw fault()
      }
      return Object.assign(file, { write: half })
    }
    return { disk: { ...realDisk, open }, failing }
  }

  it.each([
    ['ENOSPC', 'disk-full', /Free some space/],
    ['EROFS', 'library-read-only', /read-only/],
    ['EIO', 'disk-failed', /another disk/],
  ])('%s: says so, keeps what was stored, and stores all of it later', async (code, expected, words) => {
    const { disk, failing } = failingDisk(code)
    const dir = join(temporaryFolder(), 'd')
    const folder = await DocumentFolder.create(dir, 'd', emptyState(), none, disk)
    const work = startWork()
    for (let seed = 1; seed <= 5; seed++) work.paint(seed)
    await appendFrom(folder, work)
    const { state } = folder
    for (let seed = 6; seed <= 9; seed++) work.paint(seed)
    const taken = work.take()
    const tiles = (taken?.tiles ?? []).map(({ number, tile }) => ({
      number,
      bytes: new Uint8Array(tile.buffer),
    }))
    if (!taken) throw new Error('Nothing to store.')
    failing.now = true
    const attempt = await folder.append({ tiles, change: taken.change }).catch((error: unknown) => error)
    expect(attempt).toMatchObject({ code: expected })
    expect(String(attempt)).toMatch(words)
    await expect(folder.snapshot()).rejects.toThrow()
    const copy = join(temporaryFolder(), 'd')
    cpSync(dir, copy, { recursive: true })
    const now = await DocumentFolder.open(copy)
    expect(now.state).toEqual(state)
    await now.close()
    failing.now = false
    await folder.append({ tiles, change: taken.change })
    await folder.snapshot()
    const after = folder.state
    await folder.close()
    const again = await DocumentFolder.open(dir)
    expect([again.state, again.damage]).toEqual([after, null])
    for (const tile of await again.readTiles([...tilesOfState(after).keys()])) expect(tile).not.toBeNull()
    await again.close()
  })
})

/** More of them in the full test run. */
const runs = process.env['VERSO_FULL'] === undefined ? 16 : 300

it(
  `loses no change that was said to be safe when the process is killed, ${runs} times`,
  { timeout: 3_600_000 },
  async () => {
    let total = 0
    for (let run = 0; run < runs; run++) {
      const dir = join(temporaryFolder(), 'd')
      const child = forkScript('documents/write-document.ts', [dir])
      const safe = { seed: 0 }
      child.on('message', (message: { kind: string; seed: number }) => {
        if (message.kind === 'safe') safe.seed = message.seed
      })
      const gone = once(child, 'close')
      await nextMessage(child)
      await pause(Math.random() * 200)
      child.kill('SIGKILL')
      await gone
      const folder = await DocumentFolder.open(dir)
      const work = startWork()
      const expected = await DocumentFolder.create(join(temporaryFolder(), 'd'), 'd', emptyState(), none)
      const same = () => JSON.stringify(expected.state) === JSON.stringify(folder.state)
      for (let seed = 1; seed <= safe.seed; seed++) {
        someStep(work, seed)
        await appendFrom(expected, work)
      }
      // What was in hand may be there or not.
      for (let seed = safe.seed + 1; !same() && seed <= safe.seed + 4; seed++) {
        someStep(work, seed)
        await appendFrom(expected, work)
      }
      expect(same(), `after ${safe.seed} steps`).toBe(true)
      expect(folder.damage?.lost ?? 0).toBeLessThanOrEqual(1)
      for (const tile of await folder.readTiles([...tilesOfState(folder.state).keys()]))
        expect(tile).not.toBeNull()
      await folder.close()
      await expected.close()
      total += safe.seed
    }
    expect(total).toBeGreaterThan(runs)
  },
)
