interface LocalFont {
  readonly family: string
}

/** Families that every browser finds something for. */
const generic = ['sans-serif', 'serif', 'monospace']

/** The families of the system's fonts by name; where the system does not tell, those that are always there. */
export async function listFonts(): Promise<readonly string[]> {
  const ask = (globalThis as { queryLocalFonts?: () => Promise<readonly LocalFont[]> }).queryLocalFonts
  const fonts = ask ? await ask.call(globalThis).catch(() => []) : []
  const families = new Set(fonts.map(({ family }) => family).filter((family) => family !== ''))
  return [...generic, ...[...families].toSorted((a, b) => a.localeCompare(b))]
}
