/** What is being typed at the caret and could be completed; it stands from `from` to `to`. */
export interface TypedQuery {
  readonly kind: 'lora' | 'wildcard' | 'word'
  readonly query: string
  readonly from: number
  readonly to: number
}

const loraStart = /<(?:l(?:o(?:r(?:a(?::([^:<>\n]*))?)?)?)?|([^:<>\n]*))$/
const wildcardStart = /__([\p{L}\p{N} ./-]*(?:_[\p{L}\p{N}./-]+)*)$/u
const wordStart = /(?:^|[\s,({[|])([\p{L}\p{N}][\p{L}\p{N}_-]+)$/u

/**
 * What is typed before the caret: after `<` a LoRA's name, after `__` a wildcard file's, else a word of two letters or
 * more. Null where nothing is, and within a longer word.
 */
export function typedQuery(text: string, caret: number): TypedQuery | null {
  const before = text.slice(text.lastIndexOf('\n', caret - 1) + 1, caret).slice(-200)
  const lora = loraStart.exec(before)
  const at = (match: RegExpExecArray) => caret - (before.length - match.index)
  if (lora !== null)
    return { kind: 'lora', query: (lora[1] ?? lora[2] ?? '').trim(), from: at(lora), to: caret }
  const wildcard = wildcardStart.exec(before)
  if (wildcard !== null && !closes(before.slice(0, wildcard.index)))
    return { kind: 'wildcard', query: wildcard[1] ?? '', from: at(wildcard), to: caret }
  if (/[\p{L}\p{N}_-]/u.test(text[caret] ?? '')) return null
  const word = wordStart.exec(before)
  if (word === null) return null
  return { kind: 'word', query: word[1] ?? '', from: caret - (word[1] ?? '').length, to: caret }
}

/** Whether the next `__` closes a name that is open, rather than begins one. */
function closes(before: string): boolean {
  return (before.match(/__/g) ?? []).length % 2 === 1
}
