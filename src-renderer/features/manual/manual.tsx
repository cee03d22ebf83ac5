import './manual.css'
import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorParts } from '#editor/editor-context.ts'
import type { Store } from '#shared/store.ts'
import { type Command, useCommands, writtenKey } from '#ui/commands/command.ts'
import { commandGroups, commandSections } from '#ui/commands/command-sections.ts'
import { Dialog } from '#ui/dialog.tsx'
import { usePlatform } from '#ui/platform.ts'
import { useStore } from '#ui/store.ts'

export function createManual(open: Store<boolean>): ComponentType {
  return function Manual() {
    const { t } = useTranslation()
    return useStore(open) ? (
      <Dialog title={t('manual.title')} wide onClose={() => open.set(false)}>
        <Pages />
      </Dialog>
    ) : null
  }
}

function Pages() {
  const { t } = useTranslation()
  const { commands } = useCommands()
  const { tools } = useEditorParts()
  return (
    <div className="manual" tabIndex={0}>
      <p>{t('manual.intro')}</p>
      <section aria-label={t('manual.tools')}>
        <h3>{t('manual.tools')}</h3>
        <dl>
          {tools.tools.map(({ id, labelKey, hintKey, icon: Icon }) => (
            <div key={id} className="manual-tool">
              <dt>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                {t(labelKey)}
                <Keys command={commands.find((command) => command.id === `tool.${id}`)} />
              </dt>
              <dd>{t(hintKey)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {commandSections
        .filter((section) => section.id !== 'tool' && commandGroups(section, commands).length > 0)
        .map((section) => (
          <section key={section.id} aria-label={t(section.labelKey)}>
            <h3>{t(section.labelKey)}</h3>
            <ul className="manual-commands">
              {commandGroups(section, commands)
                .flat()
                .map((command) => (
                  <li key={command.id}>
                    <span>{t(command.labelKey)}</span>
                    <Keys command={command} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
    </div>
  )
}

function Keys({ command }: { command: Command | undefined }) {
  const platform = usePlatform()
  return (
    <span className="manual-keys">
      {command?.keys?.map((keys) => (
        <kbd className="key" key={keys}>
          {writtenKey(keys, platform)}
        </kbd>
      ))}
    </span>
  )
}
