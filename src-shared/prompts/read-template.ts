/** A piece of a prompt as it is typed; `at` is where it begins. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | {
      readonly kind: 'choice'
      readonly options: readonly ChoiceOption[]
      readonly at: number
      readonly end: number
    }
  | { readonly kind: 'file'; readonly name: string; readonly at: number; readonly end: number }
  | {
      readonly kind: 'lora'
      readonly name: string
      readonly weight: number
      readonly at: number
      readonly end: number
    }
  | { readonly kind: 'comment'; readonly at: number; readonly end: number }

export interface ChoiceOption {
  /** How often it is taken, against the others. */
  readonly weight: number
  readonly nodes: readonly TemplateNode[]
}

interface Reader {
  readonly text: string
  at: number
  depth: number
}

/** Braces within so many others are text: nobody means them, and each costs a level of the program's stack. */
const deepest = 50
const fileName = /__([\p{L}\p{N}](?:[\p{L}\p{N} ./-]|_(?!_))*)__/uy
const loraTag = /<(?:lora|lyco):([^:<>\n]+)(?::\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*)?>/y
const optionWeight = /\s*(\d+\.?\d*|\.\d+)::/y

/**
 * Reads what the prompt box knows beside words: `{a|b}`, `{2::a|b}` where a is taken twice as often, `__name__` for a
 * line of a wildcard file, `<lora:name:0.8>`, and lines that begin with `#`, which are comments. Braces without a bar
 * and those that are never closed are text; a backslash takes a brace, a bar or an underscore as text.
 */
export function readTemplate(text: string): TemplateNode[] {
  const reader = { text, at: 0, depth: 0 }
  const nodes: TemplateNode[] = []
  while (reader.at < text.length) {
    nodes.push(...readNodes(reader, ''))
    // A bar or a closing brace outside of any choice is text.
    if (reader.at < text.length) nodes.push({ kind: 'text', text: text[reader.at]!, at: reader.at++ })
  }
  return nodes
}

function readNodes(reader: Reader, ends: string): TemplateNode[] {
  const { text } = reader
  const nodes: TemplateNode[] = []
  while (reader.at < text.length) {
    const sign = text[reader.at]!
    if (ends.includes(sign)) break
    if (sign === '{' && reader.depth < deepest) nodes.push(...readChoice(reader))
    else nodes.push(readOne(reader, sign))
  }
  return nodes
}

function readOne(reader: Reader, sign: string): TemplateNode {
  if (sign === '\\') return readEscaped(reader)
  if (sign === '#' && beginsLine(reader)) return readComment(reader)
  if (sign === '_') return readFile(reader) ?? readSign(reader)
  if (sign === '<') return readLora(reader) ?? readSign(reader)
  return readSign(reader)
}

function readSign(reader: Reader): TemplateNode & { kind: 'text' } {
  const { at } = reader
  reader.at = at + 1
  return { kind: 'text', text: reader.text[at]!, at }
}

/** A backslash before other signs stays: the weights' own reader wants to see it. */
function readEscaped(reader: Reader): TemplateNode {
  const { at, text } = reader
  const next = text[at + 1] ?? ''
  reader.at = at + 1 + next.length
  return '{}|_#<'.includes(next) && next !== ''
    ? { kind: 'text', text: next, at: at + 1 }
    : { kind: 'text', text: `\\${next}`, at }
}

/** Only outside of choices, where lines are the artist's own. */
function beginsLine({ text, at, depth }: Reader): boolean {
  if (depth > 0) return false
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === ''
}

function readComment(reader: Reader): TemplateNode {
  const { at, text } = reader
  const end = text.indexOf('\n', at)
  reader.at = end < 0 ? text.length : end + 1
  return { kind: 'comment', at, end: reader.at }
}

/** Reads on from an opening brace; what turns out to be no choice is given back as the text that it is. */
function readChoice(reader: Reader): TemplateNode[] {
  const { at, text } = reader
  const options: ChoiceOption[] = []
  const asText: TemplateNode[] = []
  reader.depth += 1
  do {
    asText.push(readSign(reader))
    const begin = reader.at
    const weight = weightHere(reader)
    if (reader.at > begin) asText.push({ kind: 'text', text: text.slice(begin, reader.at), at: begin })
    const nodes = readNodes(reader, '|}')
    options.push({ weight, nodes })
    asText.push(...nodes)
  } while (text[reader.at] === '|')
  reader.depth -= 1
  const isClosed = text[reader.at] === '}'
  if (!isClosed) return asText
  if (options.length < 2) return [...asText, readSign(reader)]
  reader.at += 1
  return [{ kind: 'choice', options, at, end: reader.at }]
}

function weightHere(reader: Reader): number {
  optionWeight.lastIndex = reader.at
  const found = optionWeight.exec(reader.text)
  if (found === null) return 1
  reader.at = optionWeight.lastIndex
  return Number(found[1])
}

function readFile(reader: Reader): TemplateNode | null {
  fileName.lastIndex = reader.at
  const found = fileName.exec(reader.text)
  if (found === null) return null
  const { at } = reader
  reader.at = fileName.lastIndex
  return { kind: 'file', name: found[1]!.trim(), at, end: reader.at }
}

function readLora(reader: Reader): TemplateNode | null {
  loraTag.lastIndex = reader.at
  const found = loraTag.exec(reader.text)
  if (found === null) return null
  const { at } = reader
  reader.at = loraTag.lastIndex
  return { kind: 'lora', name: found[1]!.trim(), weight: Number(found[2] ?? 1), at, end: reader.at }
}
