import type { BuiltGraph } from '../graph/onnx/builder.ts'
import { createSession } from '../runtime/onnx.ts'
import type { Feed, OnnxSession, SessionOptions } from '../runtime/onnx.ts'
import type { Tensor } from '../tensor/tensor.ts'

/** A session that is opened when it is first run, and again after it was released. */
export interface LazySession {
  /** Runs the graph and returns its output of that name. */
  run(feeds: Readonly<Record<string, Feed>>, output: string): Promise<Tensor>
  release(): Promise<void>
}

export function lazySession(graph: BuiltGraph, options: SessionOptions): LazySession {
  let opened: Promise<OnnxSession> | null = null
  return {
    async run(feeds, output) {
      opened ??= createSession(graph, options)
      const session = await opened.catch((cause: unknown) => {
        opened = null
        throw cause
      })
      const value = (await session.run(feeds))[output]
      if (value === undefined) throw new Error(`The graph ${graph.name} has no output ${output}.`)
      return value
    },
    async release() {
      const session = opened
      opened = null
      await (await session)?.release()
    },
  }
}
