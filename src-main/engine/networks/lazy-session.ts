import { createSession } from '../runtime/onnx.ts'
import type { Feed, OnnxSession, SessionOptions, SessionSource } from '../runtime/onnx.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { SessionPool } from './session-pool.ts'

/** A session that is opened when it is first run, and again after it was released. */
export interface LazySession {
  /** Runs the graph and returns its output of that name. */
  run(feeds: Readonly<Record<string, Feed>>, output: string): Promise<Tensor>
  /** Runs the graph and returns its outputs of those names; others are not copied out of the runtime. */
  runFor(
    feeds: Readonly<Record<string, Feed>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>
  release(): Promise<void>
}

/** How a network's sessions are opened; with a pool, those that are open already are used again. */
export interface NetworkOptions extends SessionOptions {
  readonly sessions?: SessionPool
}

export function lazySession(graph: SessionSource, options: NetworkOptions): LazySession {
  return options.sessions?.take(graph, options) ?? openLazily(graph, options)
}

/** A session of its own, whatever others there are. */
export function openLazily(graph: SessionSource, options: SessionOptions): LazySession {
  let opened: Promise<OnnxSession> | null = null
  const runFor: LazySession['runFor'] = async (feeds, outputs) => {
    opened ??= createSession(graph, options)
    const session = await opened.catch((cause: unknown) => {
      opened = null
      throw cause
    })
    const values = await session.run(feeds, outputs)
    for (const output of outputs)
      if (values[output] === undefined) throw new Error(`The graph ${graph.name} has no output ${output}.`)
    return values
  }
  return {
    runFor,
    run: async (feeds, output) => (await runFor(feeds, [output]))[output]!,
    async release() {
      const session = opened
      opened = null
      await (await session)?.release()
    },
  }
}
