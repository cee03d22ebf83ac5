import { chanceFrom } from './chance.ts'
import { readTemplate, type ChoiceOption, type TemplateNode } from './read-template.ts'

/** What a prompt's choices, wildcard files, LoRA tags and comments come to. */
export interface SettledPrompt {
  readonly text: string
  /** Where in the prompt as typed each sign of `text` stands; a wildcard file's signs stand where its name does. */
  readonly places: readonly number[]
  readonly loras: readonly { readonly name: string; readonly weight: number }[]
  /** How many choices and wildcard files were settled. */
  readonly choices: number
  readonly problems: readonly TemplateProblem[]
}

export interface TemplateProblem {
  /** `no-file`: there is no such wildcard file; `empty-file`: it has no line; `too-deep`: files name one another. */
  readonly kind: 'no-file' | 'empty-file' | 'too-deep'
  readonly name: string
  readonly at: number
  readonly end: number
}

/** The lines of a wildcard file that can be taken; null where there is no such file. */
export type WildcardLines = (name: string) => readonly string[] | null

/** Wildcard files may name others, so deep. */
const deepest = 8
/** Longer prompts are refused anyway; files that double one another must not fill the memory. */
const mostSigns = 20_000

interface Settling {
  readonly chance: () => number
  readonly lines: WildcardLines
  text: string
  readonly places: number[]
  readonly loras: { name: string; weight: number }[]
  readonly problems: TemplateProblem[]
  choices: number
  depth: number
  /** Within a wildcard file: where its name stands. */
  within: { at: number; end: number } | null
}

/**
 * Settles a prompt as typed. The same text, seed and files give the same words, on every machine. `salt` tells prompts
 * of one picture apart, so that the negative prompt does not choose as the prompt does.
 */
export function settlePrompt(
  text: string,
  { seed, salt = '', lines }: { seed: number; salt?: string; lines: WildcardLines },
): SettledPrompt {
  const settling: Settling = {
    chance: chanceFrom(`prompt ${seed} ${salt}`),
    lines,
    ...{ text: '', places: [], loras: [], problems: [], choices: 0, depth: 0, within: null },
  }
  settleAll(readTemplate(text), settling)
  const { places, loras, choices, problems } = settling
  return { text: settling.text, places, loras, choices, problems }
}

function settleAll(nodes: readonly TemplateNode[], settling: Settling): void {
  for (const node of nodes) {
    if (settling.text.length < mostSigns) settleOne(node, settling)
  }
}

function settleOne(node: TemplateNode, settling: Settling): void {
  switch (node.kind) {
    case 'text':
      return say(node.text, node.at, settling)
    case 'comment':
      return undefined
    case 'lora':
      settling.loras.push({ name: node.name, weight: node.weight })
      return undefined
    case 'choice':
      settling.choices += 1
      return settleAll(chosen(node.options, settling.chance()).nodes, settling)
    case 'file':
      return settleFile(node, settling)
  }
}

function say(text: string, at: number, settling: Settling): void {
  settling.text += text
  for (let index = 0; index < text.length; index++) settling.places.push(settling.within?.at ?? at + index)
}

function chosen(options: readonly ChoiceOption[], chance: number): ChoiceOption {
  const total = options.reduce((sum, { weight }) => sum + weight, 0)
  let left = chance * total
  for (const option of options) {
    left -= option.weight
    if (left < 0) return option
  }
  return options.at(-1)!
}

function settleFile(node: TemplateNode & { kind: 'file' }, settling: Settling): void {
  const { name } = node
  const place = settling.within ?? { at: node.at, end: node.end }
  const lines = settling.lines(name)
  const trouble =
    lines === null
      ? 'no-file'
      : lines.length === 0
        ? 'empty-file'
        : settling.depth >= deepest
          ? 'too-deep'
          : null
  if (trouble !== null || lines === null) {
    settling.problems.push({ kind: trouble ?? 'no-file', name, ...place })
    return say(`__${name}__`, place.at, settling)
  }
  settling.choices += 1
  const line = lines[Math.floor(settling.chance() * lines.length)]!
  const before = settling.within
  settling.within = place
  settling.depth += 1
  settleAll(readTemplate(line), settling)
  settling.depth -= 1
  settling.within = before
}

/** Whether a prompt says more than its words: settling it would change it. */
export function isTemplate(text: string): boolean {
  const nodes = readTemplate(text)
  return (
    nodes.some((node) => node.kind !== 'text') || nodes.reduce((sum, node) => sum + textOf(node), '') !== text
  )
}

function textOf(node: TemplateNode): string {
  return node.kind === 'text' ? node.text : ''
}
