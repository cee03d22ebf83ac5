import { parseArgs, type ParseArgsConfig } from 'node:util'
import { VersoError } from '#shared/errors.ts'

export function badOption(subject: string, message: string): VersoError {
  return new VersoError('bad-request', message, { subject })
}

/** Node's strict parser, with its errors as ours and each option given at most once. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    const parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true, tokens: true })
    const seen = new Set<string>()
    for (const token of parsed.tokens) {
      if (token.kind !== 'option') continue
      if (seen.has(token.name) && options[token.name]?.multiple !== true) {
        throw badOption(`--${token.name}`, `--${token.name} is given twice. Give it once.`)
      }
      seen.add(token.name)
    }
    return { values: parsed.values, positionals: parsed.positionals }
  } catch (error) {
    if (error instanceof VersoError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw badOption('options', `${reason}${reason.endsWith('.') ? '' : '.'} See “verso --help”.`)
  }
}

export interface Range {
  readonly least: number
  readonly most: number
}

/** A whole number, written in digits and within the range; undefined when the option is not there. */
export function wholeNumber(name: string, text: string | undefined, range: Range): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= range.least && value <= range.most) return value
  throw badOption(name, `${name} must be a whole number from ${range.least} to ${range.most}, not “${text}”.`)
}

export function decimal(name: string, text: string | undefined, range: Range): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d*\.?\d+$/.test(text) && value >= range.least && value <= range.most) return value
  throw badOption(name, `${name} must be a number from ${range.least} to ${range.most}, not “${text}”.`)
}

export function choice<T extends string>(
  name: string,
  text: string | undefined,
  choices: readonly T[],
): T | undefined {
  if (text === undefined) return undefined
  const found = choices.find((one) => one === text)
  if (found !== undefined) return found
  throw badOption(name, `${name} must be one of ${choices.join(', ')}, not “${text}”.`)
}
