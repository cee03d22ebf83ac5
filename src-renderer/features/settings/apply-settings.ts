import i18next from 'i18next'
import type { Settings } from '#shared/entities/settings.ts'
import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'

/** Keeps theme and language of the window as the settings say. */
export function applySettings({ client }: FeatureParts): () => void {
  const abort = new AbortController()
  const light = matchMedia('(prefers-color-scheme: light)')
  const apply = () => {
    const { theme, language, hand } = client.settings.get()
    document.documentElement.dataset.hand = hand
    const shown = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme
    document.documentElement.dataset.theme = shown
    const chosen = language === 'system' ? languageFor(client.info.locale) : language
    document.documentElement.lang = chosen
    if (i18next.language !== chosen) void i18next.changeLanguage(chosen)
  }
  light.addEventListener('change', apply, { signal: abort.signal })
  const stop = client.settings.subscribe(apply)
  apply()
  return () => {
    abort.abort()
    stop()
  }
}

/** The language we have that is nearest to the system's. */
export function languageFor(locale: string): 'en' | 'zh-CN' {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

export async function changeSettings(
  { client, notices }: FeatureParts,
  part: Partial<Settings>,
): Promise<void> {
  const saved = await client.api('settings.set', { ...client.settings.get(), ...part })
  if (saved.ok) client.settings.set(saved.value)
  else showError(notices, saved.error)
}
