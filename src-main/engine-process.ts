import { serveEngine } from '#engine/host/serve.ts'
import type { EnginePort } from '#engine/host/transport.ts'
import { createEngine } from '#engine/index.ts'
import { hashesFile, keepHashes } from '#engine/models/kept-hashes.ts'

/** What Electron puts on `process` in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

serveEngine(portOf(), createEngine({ hashes: keepHashes(hashesFile()) }))

/** The way to whoever started this process: Electron's utility process, or a plain Node child. */
function portOf(): EnginePort {
  const { parentPort } = process as { parentPort?: ParentPort }
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    }
  }
  // Whoever started it is gone: so is the reason to run.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  }
}
