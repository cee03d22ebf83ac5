const deepest = 16

/**
 * What is wrong with a JSON text though `JSON.parse` would read it, as a clause; null when nothing is. Lists in lists
 * without end cost memory by the gigabyte; and of a name that an object has twice, `JSON.parse` takes the later and
 * other readers the earlier: what a file holds must not depend on its reader. May throw a `SyntaxError` for what is no
 * JSON.
 */
export function jsonOddity(text: string): string | null {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (mark === '{') open.push(new Set())
    else if (mark === '[') open.push(null)
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === '"') {
      const end = endOfString(text, at)
      const names = open.at(-1)
      if (names && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end)) as string
        if (names.has(name)) return `has "${name.slice(0, 200)}" twice`
        names.add(name)
      }
      at = end - 1
    }
    if (open.length > deepest) return `has lists in one another, more than ${deepest} deep`
  }
  return null
}

/** Behind the closing mark. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at + 1
  }
  return text.length
}

function isName(text: string, end: number): boolean {
  let at = end
  while (/\s/.test(text[at] ?? '')) at++
  return text[at] === ':'
}
