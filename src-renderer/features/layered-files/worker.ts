import { readOraFile } from './ora/read-ora.ts'
import { writeOraFile } from './ora/write-ora.ts'
import { readPsdFile } from './psd/read-psd.ts'
import { writePsdFile } from './psd/write-psd.ts'
import type { LayeredAnswer, LayeredWork } from './work.ts'

// A file that somebody else made is taken apart here: in the sandbox, and away from the canvas.
self.addEventListener('message', ({ data }: MessageEvent<LayeredWork>) => self.postMessage(answer(data)))

function answer(work: LayeredWork): LayeredAnswer {
  try {
    if (work.kind === 'read') {
      return { ok: true, value: work.format === 'psd' ? readPsdFile(work.bytes) : readOraFile(work.bytes) }
    }
    const write = work.format === 'psd' ? writePsdFile : writeOraFile
    return { ok: true, value: write(work.picture) }
  } catch (thrown) {
    return { ok: false, message: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
