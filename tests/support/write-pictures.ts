import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { writeRecord } from '#files/metadata/picture-record.ts'
import { encodeChunk } from '#files/png/chunks.ts'
import { endJob, insertJob, takeNextJob } from '#library/tables/jobs.ts'
import { openStore } from '#services/store.ts'
import { sampleRecord } from './sample-record.ts'

// Keeps making pictures as the queue does, and tells each one that is committed, until it is killed.
const [dir = ''] = process.argv.slice(2)
const clock = () => new Date()
const unused = new Proxy({} as ImageCodec, {})
const store = await openStore({ dir, codec: unused, clock })
const { db } = store.library

/** A true 16 × 16 PNG of random pixels. */
function randomPng(): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(16, 0)
  header.writeUInt32BE(16, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Array.from({ length: 16 }, () => Buffer.concat([Buffer.of(0), randomBytes(48)]))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', deflateSync(Buffer.concat(rows))),
    encodeChunk('IEND', new Uint8Array()),
  ])
}

process.send?.({ kind: 'open' })
for (;;) {
  const record = sampleRecord()
  const now = clock().toISOString()
  insertJob(db, { id: record.id, request: record.request, placement: null, createdAt: now })
  takeNextJob(db, now)
  const png = writeRecord(randomPng(), record)
  const latents = { shape: [1], data: new Float32Array(1) }
  const size = { width: 16, height: 16 }
  const made = { ...size, png, pixelsSha256: 'a'.repeat(64), record, latents, attention: null }
  const asset = await store.keepMade(made, { jobId: record.id, index: 0 })
  process.send?.({ kind: 'committed', sha256: asset.sha256 })
  endJob(db, record.id, { state: 'done', error: null, now })
}
