import { Plus, X } from 'lucide-react'
import { type ComponentType, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Likeness, PictureDescription } from '#shared/entities/picture-description.ts'
import type { Store } from '#shared/store.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { composePrompt } from './compose.ts'
import type { Described } from './describing.ts'
import { addToPrompt, takeAsPrompt } from './into-prompt.ts'

/** Most phrases of each kind that are shown: the first thing is often wrong, a second place seldom right. */
const kinds = [
  ['things', 'describe.things', 5],
  ['styles', 'describe.styles', 2],
  ['backgrounds', 'describe.backgrounds', 2],
  ['places', 'describe.places', 2],
] as const

/** Lies beside the prompt, not over it: words are picked while one sees what becomes of them. */
export function createDescribePanel(shown: Store<Described | null>): ComponentType {
  const close = () => shown.set(null)
  return function DescribePanel() {
    const { t } = useTranslation()
    const described = useStore(shown)
    const id = useId()
    const panel = useRef<HTMLElement>(null)
    const isOpen = described !== null
    useEffect(() => {
      if (isOpen) panel.current?.focus()
    }, [isOpen])
    if (described === null) return null
    const { sha256, found } = described
    return (
      <section
        ref={panel}
        className="describe"
        aria-labelledby={id}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          close()
        }}
      >
        <header className="describe-head">
          <h2 id={id}>{t(sha256 === null ? 'describe.title-box' : 'describe.title')}</h2>
          <IconButton icon={X} size="small" label={t('action.close')} onClick={close} />
        </header>
        <div className="describe-about">
          {sha256 !== null && <img src={thumbnailUrl(sha256)} alt="" />}
          <p>{t('describe.limits')}</p>
        </div>
        {found === null ? <p role="status">{t('describe.looking')}</p> : <Findings found={found} />}
      </section>
    )
  }
}

function Findings({ found }: { found: PictureDescription }) {
  const { t } = useTranslation()
  const parts = useParts()
  const composed = composePrompt(found)
  return (
    <>
      <div className="describe-lists">
        {kinds.map(([kind, labelKey, most]) => (
          <Phrases key={kind} title={t(labelKey)} listed={found[kind].slice(0, most)} />
        ))}
      </div>
      <p className="describe-hint">{t('describe.likeness-hint')}</p>
      <p className="describe-composed">{composed}</p>
      <Button variant="accent" disabled={composed === ''} onClick={() => takeAsPrompt(parts, composed)}>
        {t('describe.use')}
      </Button>
    </>
  )
}

function Phrases({ title, listed }: { title: string; listed: readonly Likeness[] }) {
  const { t, i18n } = useTranslation()
  const parts = useParts()
  const id = useId()
  if (listed.length === 0) return null
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  const number = new Intl.NumberFormat(i18n.language, digits)
  return (
    <div>
      <h3 id={id}>{title}</h3>
      <ul aria-labelledby={id}>
        {listed.map(({ phrase, likeness }) => (
          <li key={phrase}>
            <button
              type="button"
              className="describe-phrase"
              title={t('describe.add', { phrase })}
              onClick={() => addToPrompt(parts, phrase)}
            >
              <Plus size={14} aria-hidden />
              <span>{phrase}</span>
              <span className="describe-bar" aria-hidden>
                <span style={{ width: `${Math.round(Math.max(likeness, 0) * 100)}%` }} />
              </span>
              <span className="describe-number">{number.format(likeness)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
