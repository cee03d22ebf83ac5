import i18next from 'i18next'

/** Names copies: “Sky copy”, and where a layer has that name already “Sky copy 2”; no copy of a copy. */
export function copyNamer(names: readonly string[]): (name: string) => string {
  const taken = new Set(names)
  const numbers = new Map<string, number>()
  return (name) => {
    const base = originalName(name)
    let copy = i18next.t('layer.copy-name', { name: base })
    let number = numbers.get(base) ?? 2
    while (taken.has(copy)) copy = i18next.t('layer.copy-number', { name: base, number: number++ })
    numbers.set(base, number)
    taken.add(copy)
    return copy
  }
}

/** The name without what makes it a copy's. */
function originalName(name: string): string {
  const sign = i18next.t('layer.copy-name', { name: '' }).trim()
  const at = name.lastIndexOf(sign)
  const isCopy = at > 0 && sign !== '' && /^\s*\d*$/.test(name.slice(at + sign.length))
  return isCopy ? name.slice(0, at).trimEnd() : name
}
