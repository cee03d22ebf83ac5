import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

/** Texts of one language: keys to texts, as they stand in `assets/locales`. */
export type Texts = Readonly<Record<string, string>>

/** Sets the texts up. Keys are whole (`layer.new-name`), so a dot in them means nothing. */
export async function startTexts(
  languages: Readonly<Record<string, Texts>>,
  language: string,
): Promise<void> {
  const resources = Object.fromEntries(
    Object.entries(languages).map(([name, texts]) => [name, { translation: { ...texts } }]),
  )
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    // React escapes already.
    interpolation: { escapeValue: false },
  })
}
