/**
 * Numbers from 0 to below 1, the same for the same text on every machine: the text's signs mixed into 32 bits (FNV-1a),
 * then mulberry32. For choices in prompts, not for noise.
 */
export function chanceFrom(text: string): () => number {
  let state = 0x811c9dc5
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed of 32 bits out of a seed and a number, such as a picture's place in a batch; the first keeps its own. */
export function seedApart(seed: number, index: number): number {
  return index === 0 ? seed : Math.floor(chanceFrom(`seed ${seed} ${index}`)() * 2 ** 32)
}
