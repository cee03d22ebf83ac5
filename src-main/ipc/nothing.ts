/** Requests without an answer answer `null`: `undefined` is not a value of the contract. */
export function nothing(_done: unknown): null {
  return null
}
