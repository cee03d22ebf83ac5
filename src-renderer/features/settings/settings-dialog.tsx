import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { scales } from '#shared/entities/settings.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Select } from '#ui/select.tsx'
import { type Store } from '#shared/store.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { changeSettings } from './apply-settings.ts'

const languages = ['system', 'en', 'zh-CN'] as const
const themes = ['dark', 'light', 'system'] as const
const hands = ['right', 'left'] as const
const processes = ['utility', 'node'] as const

export function createSettingsDialog(open: Store<boolean>): ComponentType {
  return function SettingsDialog() {
    const { t } = useTranslation()
    const parts = useParts()
    const shown = useStore(open)
    const settings = useStore(parts.client.settings)
    const { info } = parts.client
    if (!shown) return null
    return (
      <Dialog title={t('settings.title')} onClose={() => open.set(false)}>
        <Select
          label={t('settings.language')}
          value={settings.language}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
          onChange={(language) => void changeSettings(parts, { language })}
        />
        <Select
          label={t('settings.theme')}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(theme) => void changeSettings(parts, { theme })}
        />
        <Select
          label={t('settings.scale')}
          value={String(settings.scale)}
          options={scales.map((percent) => ({
            value: String(percent),
            label: t('settings.scale-percent', { percent }),
          }))}
          onChange={(value) => {
            const scale = scales.find((percent) => String(percent) === value)
            if (scale) void changeSettings(parts, { scale })
          }}
        />
        <Select
          label={t('settings.hand')}
          hint={t('settings.hand-hint')}
          value={settings.hand}
          options={hands.map((value) => ({ value, label: t(`settings.hand-${value}`) }))}
          onChange={(hand) => void changeSettings(parts, { hand })}
        />
        <Select
          label={t('settings.engine')}
          hint={t('settings.engine-hint')}
          value={settings.engineProcess}
          options={processes.map((value) => ({ value, label: t(`engine.${value}`) }))}
          onChange={(engineProcess) => void changeSettings(parts, { engineProcess })}
        />
        <dl className="verso">
          <div className="verso-row">
            <dt>{t('settings.version')}</dt>
            <dd>{info.version}</dd>
          </div>
          <div className="verso-row">
            <dt>{t('settings.library')}</dt>
            <dd>
              <code>{info.libraryPath}</code>
            </dd>
          </div>
          <div className="verso-row">
            <dt>{t('verso.versions')}</dt>
            <dd>
              {Object.entries(info.versions).map(([name, version]) => (
                <span key={name} className="version">
                  {t('verso.version', { name, version })}
                </span>
              ))}
            </dd>
          </div>
        </dl>
      </Dialog>
    )
  }
}
