/**
 * Prompts that change while a picture is made: `[from:to:when]`, `[to:when]` (nothing before), `[from::when]` (nothing
 * after) and `[one|other]` (in turn). `when` below 1 is a share of the steps, from 1 on the number of the last step
 * of `from`. Square brackets of any other shape, and all round ones, are left as they stand.
 */
export type PromptNode = string | Scheduled | Alternating

interface Scheduled {
  readonly kind: 'scheduled'
  readonly from: readonly PromptNode[]
  readonly to: readonly PromptNode[]
  readonly when: number
  readonly isShare: boolean
}

interface Alternating {
  readonly kind: 'alternating'
  readonly options: readonly (readonly PromptNode[])[]
}

interface Reader {
  readonly prompt: string
  at: number
  depth: number
}

/** Brackets within so many others are text: nobody means them, and each costs levels of the program's stack. */
const deepest = 50

export function readSchedule(prompt: string): PromptNode[] {
  const reader = { prompt, at: 0, depth: 0 }
  const nodes: PromptNode[] = []
  // A closing bracket that was never opened ends a reading early, and is text.
  while (reader.at < prompt.length) {
    nodes.push(...readUntil(reader, ''))
    if (reader.at < prompt.length) nodes.push(prompt[reader.at++]!)
  }
  return nodes
}

/** The prompt's text at a step, counted from 1, of so many. */
export function textAt(nodes: readonly PromptNode[], step: number, steps: number): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node
      if (node.kind === 'alternating')
        return textAt(node.options[(step - 1) % node.options.length]!, step, steps)
      const last = node.isShare ? Math.floor(node.when * steps) : node.when
      return textAt(step <= last ? node.from : node.to, step, steps)
    })
    .join('')
}

/** Nodes up to one of the signs in `ends` outside of inner brackets; the reader stops before it. */
function readUntil(reader: Reader, ends: string): PromptNode[] {
  const { prompt } = reader
  const nodes: PromptNode[] = []
  while (reader.at < prompt.length && !ends.includes(prompt[reader.at]!)) {
    const sign = prompt[reader.at]!
    reader.at += 1
    if (sign === '\\') nodes.push(sign + (prompt[reader.at++] ?? ''))
    else if (reader.depth < deepest && (sign === '[' || sign === '(')) nodes.push(...readInner(reader, sign))
    else nodes.push(sign)
  }
  return nodes
}

function readInner(reader: Reader, bracket: '[' | '('): PromptNode[] {
  reader.depth += 1
  const inner = bracket === '[' ? readSquare(reader) : [bracket, ...readUntil(reader, ')'), ...take(reader)]
  reader.depth -= 1
  return inner
}

/** The sign that a reading stopped before, if there is one. */
function take(reader: Reader): string[] {
  return reader.at < reader.prompt.length ? [reader.prompt[reader.at++]!] : []
}

/** What stands after `[`: its parts, told apart by `:` and `|`, and what they mean together. */
function readSquare(reader: Reader): PromptNode[] {
  const parts: PromptNode[][] = []
  const signs: string[] = []
  do {
    parts.push(readUntil(reader, ':|]'))
    signs.push(...take(reader))
  } while (signs.length === parts.length && signs.at(-1) !== ']')
  return meaningOf(parts, signs) ?? ['[', ...parts.flatMap((part, index) => [...part, signs[index] ?? ''])]
}

function meaningOf(parts: readonly PromptNode[][], signs: readonly string[]): PromptNode[] | null {
  if (signs.at(-1) !== ']') return null
  const between = new Set(signs.slice(0, -1))
  if (between.size !== 1) return null
  if (between.has('|')) return [{ kind: 'alternating', options: parts }]
  const last = parts.at(-1)!.join('').trim()
  if (parts.length > 3 || !/^\d*\.?\d+$/.test(last)) return null
  const when = Number(last)
  const [from, to] = parts.length === 3 ? [parts[0]!, parts[1]!] : [[], parts[0]!]
  return [{ kind: 'scheduled', from, to, when, isShare: when < 1 || last === '1.0' }]
}
