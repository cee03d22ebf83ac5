import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { type Command, useCommands } from '#ui/commands/command.ts'
import { commandGroups, commandSections } from '#ui/commands/command-sections.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { changeKeys } from './change-keys.ts'
import { conflictsOf } from './conflicts.ts'
import { KeyRow } from './key-row.tsx'

const presets = ['verso', 'photoshop', 'krita'] as const

export function createKeysDialog(open: Store<boolean>): ComponentType {
  return function KeysDialog() {
    const { t } = useTranslation()
    return useStore(open) ? (
      <Dialog title={t('keys.title')} wide onClose={() => open.set(false)}>
        <KeysEditor />
      </Dialog>
    ) : null
  }
}

function KeysEditor() {
  const { t } = useTranslation()
  const parts = useParts()
  const { preset, changed } = useStore(parts.client.settings, ({ keys }) => keys)
  const { commands } = useCommands()
  const [query, setQuery] = useState('')
  const conflicts = conflictsOf(commands)
  const shown = (command: Command) => fits(command, query, t(command.labelKey))
  return (
    <div className="keys-editor">
      <div className="keys-head">
        <Select
          label={t('keys.preset')}
          value={preset}
          options={presets.map((value) => ({ value, label: t(`keys.preset-${value}`) }))}
          onChange={(value) => void changeKeys(parts, (keys) => ({ ...keys, preset: value }))}
        />
        <input
          type="search"
          aria-label={t('keys.search')}
          placeholder={t('keys.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <button
          type="button"
          className="button"
          disabled={Object.keys(changed).length === 0}
          onClick={() => void changeKeys(parts, (keys) => ({ ...keys, changed: {} }))}
        >
          {t('keys.reset-all')}
        </button>
      </div>
      <p className="keys-state" role="status">
        {t('keys.conflicts', { count: conflicts.size })}
      </p>
      {commandSections.map((section) => {
        const rows = commandGroups(section, commands).flat().filter(shown)
        if (rows.length === 0) return null
        return (
          <section key={section.id} aria-label={t(section.labelKey)}>
            <h3>{t(section.labelKey)}</h3>
            <ul className="key-rows">
              {rows.map((command) => (
                <KeyRow
                  key={command.id}
                  command={command}
                  others={conflicts.get(command.id) ?? []}
                  changed={command.id in changed}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

/** By name, or by its key as it is stored or written. */
function fits(command: Command, query: string, label: string): boolean {
  const letters = query.trim().toLowerCase().replace('ctrl', 'mod')
  return [label, command.id, ...(command.keys ?? [])].some((text) => text.toLowerCase().includes(letters))
}
