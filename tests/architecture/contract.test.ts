import { expect, it } from 'vitest'
import { createHandlers } from '#ipc/handlers.ts'
import { requests } from '#shared/ipc/contract.ts'

it('every request of the contract has a handler, and no handler is left over', () => {
  type Arguments = Parameters<typeof createHandlers>
  const handlers = createHandlers({} as Arguments[0], {} as Arguments[1])
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(requests).sort())
})
