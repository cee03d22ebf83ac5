import { CircleAlert, Info, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { type Notice, useNotices } from './notices.ts'
import { useStore } from './store.ts'

/** Messages in the corner: news leaves by itself, an error stays until it is closed. */
export function Toasts() {
  const notices = useNotices()
  const list = useStore(notices.list)
  return (
    <div className="toasts">
      {list.map((notice) => (
        <Toast key={notice.id} notice={notice} onClose={() => notices.dismiss(notice.id)} />
      ))}
    </div>
  )
}

function Toast({ notice, onClose }: { notice: Notice; onClose(): void }) {
  const { t } = useTranslation()
  const Icon = notice.tone === 'error' ? CircleAlert : Info
  const { action } = notice
  return (
    <div className={`toast ${notice.tone}`} role={notice.tone === 'error' ? 'alert' : 'status'}>
      <Icon size={18} strokeWidth={1.75} aria-hidden />
      <div className="toast-text">
        <p>{t(notice.textKey, { ...notice.values })}</p>
        {notice.detail && <p className="toast-detail">{notice.detail}</p>}
        {action && (
          <Button
            variant="quiet"
            onClick={() => {
              onClose()
              action.run()
            }}
          >
            {t(action.labelKey)}
          </Button>
        )}
      </div>
      <IconButton icon={X} size="small" label={t('action.dismiss')} onClick={onClose} />
    </div>
  )
}
