import type { KeySettings } from '#shared/entities/settings.ts'
import { showError } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'

/** Keeps what the artist changed about the keys; they hold from the next press on. */
export async function changeKeys(
  { client, notices }: FeatureParts,
  change: (keys: KeySettings) => KeySettings,
): Promise<void> {
  const settings = client.settings.get()
  const saved = await client.api('settings.set', { ...settings, keys: change(settings.keys) })
  if (saved.ok) client.settings.set(saved.value)
  else showError(notices, saved.error)
}

/** These keys for a command, whatever the preset says. */
export function setKeys(id: string, keys: readonly string[]) {
  return ({ preset, changed }: KeySettings): KeySettings => ({
    preset,
    changed: { ...changed, [id]: [...keys] },
  })
}

/** The preset's keys for a command again. */
export function resetKeys(id: string) {
  return ({ preset, changed }: KeySettings): KeySettings => {
    const { [id]: _own, ...rest } = changed
    return { preset, changed: rest }
  }
}
