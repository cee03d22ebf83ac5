import { readSync } from 'node:fs'

/** Bytes of a file that may be larger than memory: small pieces are asked for, at any place. */
export interface ByteSource {
  readonly size: number
  /** `length` bytes from `offset`, all of them within the source; they may change with the next call. */
  read(offset: number, length: number): Uint8Array
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) }
}

const windowBytes = 1 << 16

/** An open file through a window of 64 KiB, so that gigabytes of weights are passed over and never read. */
export function fileSource(descriptor: number, size: number): ByteSource {
  const window = new Uint8Array(windowBytes)
  let [start, end] = [0, 0]
  const fill = (offset: number): void => {
    start = offset
    end = offset + readSync(descriptor, window, 0, windowBytes, offset)
  }
  return {
    size,
    read(offset, length) {
      if (length > windowBytes) return readLong(descriptor, offset, length)
      if (offset < start || offset + length > end) fill(offset)
      // A file that another program cuts short meanwhile ends in zeros; its lengths no longer fit, and it is refused.
      if (offset + length > end) window.fill(0, Math.max(0, end - start))
      return window.subarray(offset - start, offset - start + length)
    },
  }
}

function readLong(descriptor: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const count = readSync(descriptor, bytes, filled, length - filled, offset + filled)
    if (count === 0) break
    filled += count
  }
  return bytes
}
