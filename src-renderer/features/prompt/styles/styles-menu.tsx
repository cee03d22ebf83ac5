import { Palette, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptStyle } from '#shared/prompts/prompt-style.ts'
import { showError } from '#features/show-error.ts'
import { useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Popover } from '../popover.tsx'
import { useParts } from '#features/parts-context.ts'
import { promptBox, replaceText } from '#ui/prompt-box.ts'
import { shippedStyles, styled } from './own-styles.ts'
import { SaveStyle } from './save-style.tsx'

/** Styles are words, and are put into the prompt as such: seen, changed and undone like any others. */
export function StylesMenu() {
  const { t } = useTranslation()
  return (
    <Popover label={t('styles.title')} icon={Palette}>
      {(close) => <StyleList close={close} />}
    </Popover>
  )
}

function StyleList({ close }: { close(): void }) {
  const { t, i18n } = useTranslation()
  const { client, notices } = useParts()
  const { draft } = useEditor()
  const [own, setOwn] = useState<readonly PromptStyle[] | null>(null)
  if (own === null) {
    void client.api('styles.list', null).then((listed) => setOwn(listed.ok ? listed.value : []))
  }
  const use = (style: PromptStyle) => {
    const { request } = draft.get()
    const negative = promptBox('negativePrompt')
    const negativePrompt = styled(request.negativePrompt, style.negativePrompt)
    if (negative) replaceText(negative, negativePrompt)
    else draft.set((value) => ({ ...value, request: { ...value.request, negativePrompt } }))
    const box = promptBox()
    if (box) replaceText(box, styled(request.prompt, style.prompt))
    close()
  }
  const remove = async ({ name }: PromptStyle) => {
    const left = await client.api('styles.remove', { name })
    if (left.ok) setOwn(left.value)
    else showError(notices, left.error)
  }
  return (
    <div className="styles">
      <ul aria-label={t('styles.title')}>
        {(own ?? []).map((style) => (
          <StyleRow
            key={`own ${style.name}`}
            style={style}
            onUse={use}
            onRemove={(gone) => void remove(gone)}
          />
        ))}
        {shippedStyles(i18n.language).map((style) => (
          <StyleRow key={style.name} style={style} onUse={use} />
        ))}
      </ul>
      <SaveStyle onSaved={setOwn} />
    </div>
  )
}

interface StyleRowProps {
  readonly style: PromptStyle
  onUse(style: PromptStyle): void
  onRemove?(style: PromptStyle): void
}

function StyleRow({ style, onUse, onRemove }: StyleRowProps) {
  const { t } = useTranslation()
  return (
    <li className="style-row">
      <button type="button" className="style-use" onClick={() => onUse(style)}>
        <span className="style-name">{style.name}</span>
        <span className="style-words">{style.prompt}</span>
      </button>
      {onRemove && (
        <IconButton
          icon={Trash2}
          size="small"
          label={t('styles.remove', { name: style.name })}
          onClick={() => onRemove(style)}
        />
      )}
    </li>
  )
}
