/** AUTOMATIC1111's text about a picture, taken apart: two prompts and named values, all still as text. */
export interface ParametersText {
  readonly prompt: string
  readonly negativePrompt: string
  /** In the order in which they stand; a name that comes twice keeps its first value. */
  readonly fields: ReadonlyMap<string, string>
}

const item = /\s*(\w[\w /-]{0,60}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)/gu
/** CivitAI writes JSON without quotes, whose commas and colons are its own. */
const hashes = /(?:,\s*)?Hashes:\s*(\{[^{}]*\})/
const negativeStart = /^Negative prompt:\s?/
/** So many names make a line of values; fewer may stand in any prompt. */
const fewestFields = 3
/** Longer texts are no pasted block. */
const longest = 200_000

/**
 * Reads the text that AUTOMATIC1111 and many others write: prompt, `Negative prompt:` and a last line of at least three
 * `Name: value`. Null where the last line is none: then it is a prompt, and nothing else.
 */
export function readParameters(text: string): ParametersText | null {
  if (text.length > longest) return null
  const lines = text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split('\n')
    .map((line) => line.trim())
  const fields = fieldsOf(lines.pop() ?? '')
  if (fields.size < fewestFields) return null
  const at = lines.findIndex((line) => negativeStart.test(line))
  const prompt = at < 0 ? lines : lines.slice(0, at)
  const negative = at < 0 ? [] : lines.slice(at)
  return {
    prompt: prompt.join('\n').trim(),
    negativePrompt: negative.join('\n').replace(negativeStart, '').trim(),
    fields,
  }
}

function fieldsOf(line: string): Map<string, string> {
  const fields = new Map<string, string>()
  const json = hashes.exec(line)
  for (const match of line.replace(hashes, '').matchAll(item)) {
    const name = (match[1] ?? '').trim()
    if (!fields.has(name)) fields.set(name, unquoted((match[2] ?? '').trim()))
  }
  if (json !== null) fields.set('Hashes', json[1] ?? '')
  return fields
}

function unquoted(value: string): string {
  if (!value.startsWith('"') || !value.endsWith('"') || value.length < 2) return value
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'string' ? parsed : value
  } catch {
    return value.slice(1, -1)
  }
}
