import type { Bridge } from '#shared/ipc/bridge.ts'
import type { RequestInput, RequestName, RequestOutput } from '#shared/ipc/contract.ts'
import { toAppError } from '#shared/errors.ts'
import { type Result, err } from '#shared/result.ts'

/** Asks the main process: `await api('generation.start', input)`. Never throws; an error is a value. */
export type Api = <K extends RequestName>(
  name: K,
  input: RequestInput<K>,
) => Promise<Result<RequestOutput<K>>>

export function createApi(bridge: Bridge): Api {
  return async (name, input) => {
    try {
      return await bridge.call(name, input)
    } catch (thrown) {
      return err(toAppError(thrown))
    }
  }
}
