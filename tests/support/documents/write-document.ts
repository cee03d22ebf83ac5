import { DocumentFolder } from '#files/document/document-folder.ts'
import { emptyState, someStep, startWork } from './canvas-history.ts'

// Keeps working on a document, and tells each change that is safe, until it is killed.
const [dir = ''] = process.argv.slice(2)
const folder = await DocumentFolder.create(dir, 'd', emptyState(), async () => new Map())
const work = startWork()
process.send?.({ kind: 'open' })
for (let seed = 1; ; seed++) {
  someStep(work, seed)
  const taken = work.take()
  if (!taken) continue
  const tiles = taken.tiles.map(({ number, tile }) => ({ number, bytes: new Uint8Array(tile.buffer) }))
  await folder.append({ tiles, change: taken.change })
  if (seed % 7 === 0) await folder.snapshot()
  process.send?.({ kind: 'safe', seed })
}
