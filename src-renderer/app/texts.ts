import type { Texts } from './i18n.ts'

const files = import.meta.glob<Texts>('../../assets/locales/*/*.json', { eager: true, import: 'default' })

/** All texts by language: every file of a language's folder put together. */
export const texts: Readonly<Record<string, Texts>> = Object.entries(files).reduce<Record<string, Texts>>(
  (all, [path, part]) => {
    const language = path.split('/').at(-2) ?? ''
    return { ...all, [language]: { ...all[language], ...part } }
  },
  {},
)
