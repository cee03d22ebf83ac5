import type * as Ort from 'onnxruntime-node'

/** A small graph without inputs, whose outputs are constants of another graph, each by the name it is asked for. */
export interface ConstantsSource {
  readonly bytes: Uint8Array
  readonly folder: string
  readonly locations: Readonly<Record<string, string>>
}

export type GivenFile = Required<
  Pick<Ort.InferenceSession.SessionOptions, 'externalData'>
>['externalData'][number]

/**
 * Runs the graphs one after another, so that the memory of only one is taken beside what they made. `settings` are
 * a session's for a folder; nothing is optimised, since each graph runs once.
 */
export async function makeConstants(
  runtime: typeof Ort,
  sources: readonly ConstantsSource[],
  settings: (folder: string) => Ort.InferenceSession.SessionOptions,
): Promise<GivenFile[]> {
  const made: GivenFile[] = []
  for (const { bytes, folder, locations } of sources) {
    const session = await runtime.InferenceSession.create(bytes, {
      ...settings(folder),
      graphOptimizationLevel: 'disabled',
    })
    for (const [name, { data }] of Object.entries(await session.run({}))) {
      const view = data as Int8Array | Float32Array
      const path = locations[name] ?? name
      made.push({ path, data: new Uint8Array(view.buffer, view.byteOffset, view.byteLength) })
    }
    await session.release()
  }
  return made
}
