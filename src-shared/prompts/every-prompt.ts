import { readTemplate, type TemplateNode } from './read-template.ts'
import type { WildcardLines } from './settle-prompt.ts'

/**
 * Every prompt that a template can come to, in reading order, each once; `most` at most. Comments are left out, LoRA
 * tags stay as they are. Choices count once each, whatever their weights; wildcard files within files are not opened.
 */
export function everyPrompt(text: string, lines: WildcardLines, most: number): string[] {
  const found = new Set<string>()
  for (const prompt of expand(readTemplate(text), text, lines, most)) {
    found.add(prompt)
    if (found.size >= most) break
  }
  return [...found]
}

function expand(
  nodes: readonly TemplateNode[],
  source: string,
  lines: WildcardLines,
  most: number,
): string[] {
  let all = ['']
  for (const node of nodes) {
    const parts = partsOf(node, source, lines, most)
    if (parts.length === 1) all = all.map((before) => before + parts[0]!)
    else all = all.flatMap((before) => parts.map((part) => before + part)).slice(0, most * 4)
  }
  return all
}

/** Signs that would mean something when the prompt is read again keep their backslash. */
function partsOf(node: TemplateNode, source: string, lines: WildcardLines, most: number): string[] {
  switch (node.kind) {
    case 'text':
      return [source[node.at - 1] === '\\' && node.text.length === 1 ? `\\${node.text}` : node.text]
    case 'comment':
      return ['']
    case 'lora':
      return [source.slice(node.at, node.end)]
    case 'choice':
      return node.options.flatMap((option) => expand(option.nodes, source, lines, most))
    case 'file':
      return [...(lines(node.name) ?? [`__${node.name}__`])].slice(0, most)
  }
}
