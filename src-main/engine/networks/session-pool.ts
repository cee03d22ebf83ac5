import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import type { SessionOptions, SessionSource } from '../runtime/onnx.ts'
import { openLazily } from './lazy-session.ts'
import type { LazySession } from './lazy-session.ts'

/**
 * Sessions that outlive the model they were opened for: a network is loaded again only when its graph or one of its
 * files has changed, so that another LoRA, autoencoder or ControlNet costs the loading of what it touches alone.
 */
export interface SessionPool {
  /** The session of a graph: the one that is there, if there is one of the same graph on the same device. */
  take(graph: SessionSource, options: SessionOptions): LazySession
  /** Closes the sessions that were not taken since the last sweep. */
  sweep(): Promise<void>
  /** Closes all sessions; those that are asked for again load again. */
  release(): Promise<void>
}

export function createSessionPool(): SessionPool {
  let kept = new Map<string, LazySession>()
  let taken = new Map<string, LazySession>()
  return {
    take(graph, options) {
      const key = sessionKey(graph, options)
      const session = taken.get(key) ?? kept.get(key) ?? openLazily(graph, options)
      taken.set(key, session)
      return session
    },
    async sweep() {
      const old = [...kept].filter(([key]) => !taken.has(key))
      kept = taken
      taken = new Map()
      for (const [, session] of old) await session.release()
    },
    async release() {
      for (const session of new Set([...kept.values(), ...taken.values()])) await session.release()
    },
  }
}

/** Names a graph by what it computes and from which versions of its files. */
export function sessionKey(graph: SessionSource, { provider, threads }: SessionOptions): string {
  const hash = createHash('sha256').update(graph.bytes)
  for (const { bytes } of graph.made ?? []) hash.update(bytes)
  for (const file of [...(graph.files ?? [])].sort()) {
    const { mtimeMs, size } = statSync(file)
    hash.update(`\0${file}\0${mtimeMs}\0${size}`)
  }
  return JSON.stringify([graph.name, graph.folder, provider, threads, hash.digest('hex')])
}
