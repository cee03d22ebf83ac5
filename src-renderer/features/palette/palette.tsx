import { type ComponentType, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { type Command, keyLabel, useCommands } from '#ui/commands/command.ts'
import { sectionOf } from '#ui/commands/command-sections.ts'
import { usePlatform } from '#ui/platform.ts'
import { useStore } from '#ui/store.ts'
import { type Findable, find } from './find.ts'

export function createPalette(open: Store<boolean>): ComponentType {
  const recent: string[] = []
  const remember = ({ id }: Command) =>
    recent.splice(0, recent.length, id, ...recent.filter((each) => each !== id))
  return function Palette() {
    const shown = useStore(open)
    const leave = (chosen: Command | null) => {
      open.set(false)
      if (!chosen) return
      remember(chosen)
      // Only after the dialog has given the focus back: a command may want it elsewhere.
      setTimeout(() => chosen.run())
    }
    return shown ? <PaletteDialog recent={recent} onLeave={leave} /> : null
  }
}

interface PaletteDialogProps {
  recent: readonly string[]
  onLeave(chosen: Command | null): void
}

function PaletteDialog({ recent, onLeave }: PaletteDialogProps) {
  const { t } = useTranslation()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const found = find(query, useFindable(), recent)
  useEffect(() => dialog.current?.showModal(), [])
  const choose = (entry: Findable | undefined) => {
    if (entry && (entry.command.enabled?.() ?? true)) onLeave(entry.command)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setAt((at + found.length - 1) % Math.max(1, found.length))
    else if (event.key === 'Enter') choose(found[at])
    else return
    event.preventDefault()
  }
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t('palette.title')}
      onCancel={(event) => (event.preventDefault(), onLeave(null))}
      onClick={(event) => event.target === dialog.current && onLeave(null)}
    >
      <input
        type="text"
        role="combobox"
        aria-label={t('palette.title')}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        placeholder={t('palette.placeholder')}
        autoFocus
        value={query}
        onChange={(event) => (setQuery(event.target.value), setAt(0))}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t('palette.title')} className="palette-list">
        {found.map((entry, index) => (
          <PaletteRow
            key={entry.command.id}
            id={`${id}-${index}`}
            entry={entry}
            chosen={index === at}
            onClick={() => choose(entry)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="empty">{t('palette.nothing')}</p>}
    </dialog>
  )
}

interface PaletteRowProps {
  id: string
  entry: Findable
  chosen: boolean
  onClick(): void
}

function PaletteRow({ id, entry: { command, label, section }, chosen, onClick }: PaletteRowProps) {
  const platform = usePlatform()
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => (chosen ? row.current?.scrollIntoView({ block: 'nearest' }) : undefined), [chosen])
  const Icon = command.icon
  return (
    // The keyboard works on the field above: a row never has the focus.
    <div
      ref={row}
      id={id}
      role="option"
      className="palette-row"
      aria-selected={chosen}
      aria-disabled={!(command.enabled?.() ?? true)}
      onClick={onClick}
    >
      <span className="palette-icon">{Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}</span>
      <span className="palette-label">{label}</span>
      <span className="palette-section">{section}</span>
      <kbd className="key">{keyLabel(command, platform)}</kbd>
    </div>
  )
}

function useFindable(): Findable[] {
  const { t } = useTranslation()
  const { commands } = useCommands()
  return commands
    .filter(({ id }) => id !== 'help.palette')
    .map((command) => {
      const section = sectionOf(command)
      return { command, label: t(command.labelKey), section: section ? t(section.labelKey) : '' }
    })
}
