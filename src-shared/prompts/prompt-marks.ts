import { readTemplate, type TemplateNode } from './read-template.ts'

/** What a stretch of a prompt is, beside words. */
export type MarkKind = 'comment' | 'choice' | 'file' | 'lora' | 'strong' | 'weak' | 'cut' | 'problem'

export interface Mark {
  readonly from: number
  readonly to: number
  readonly kind: MarkKind
}

/** A stretch of text and all that it is. */
export interface MarkedText {
  readonly text: string
  readonly kinds: readonly MarkKind[]
}

const weighed = /\(((?:[^()\\]|\\.)*):\s*([+-]?\d*\.?\d+)\s*\)/g

/** Comments, choices, wildcard files, LoRA tags and `(words:1.2)` of a prompt as typed, in no order. */
export function promptMarks(text: string): Mark[] {
  const marks = markAll(readTemplate(text))
  for (const match of text.matchAll(weighed)) {
    const weight = Number(match[2])
    const [from, to] = [match.index, match.index + match[0].length]
    if (weight !== 1) marks.push({ from, to, kind: weight > 1 ? 'strong' : 'weak' })
  }
  return marks
}

function markAll(nodes: readonly TemplateNode[]): Mark[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return []
    const mark: Mark = { from: node.at, to: node.end, kind: node.kind }
    if (node.kind !== 'choice') return [mark]
    return [mark, ...node.options.flatMap((option) => markAll(option.nodes))]
  })
}

/** The whole text in stretches, each with the marks that lie over it. */
export function markedText(text: string, marks: readonly Mark[]): MarkedText[] {
  const inside = marks.map(({ from, to, kind }) => ({
    from: Math.max(from, 0),
    to: Math.min(to, text.length),
    kind,
  }))
  const edges = new Set([0, text.length, ...inside.flatMap(({ from, to }) => (from < to ? [from, to] : []))])
  const sorted = [...edges].sort((a, b) => a - b)
  const waiting = inside.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)
  let next = 0
  let over: Mark[] = []
  return sorted.slice(0, -1).map((from, index) => {
    over = over.filter(({ to }) => to > from)
    while (waiting[next] !== undefined && waiting[next]!.from <= from) over.push(waiting[next++]!)
    return { text: text.slice(from, sorted[index + 1]), kinds: [...new Set(over.map(({ kind }) => kind))] }
  })
}
