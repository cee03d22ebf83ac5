import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PromptStyle } from '#shared/prompts/prompt-style.ts'
import { showError } from '#features/show-error.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { useParts } from '#features/parts-context.ts'
import { promptBox } from '#ui/prompt-box.ts'

/** Keeps the words that are selected in the prompt, or all of it, as a style of the artist's own. */
export function SaveStyle({ onSaved }: { onSaved(styles: readonly PromptStyle[]): void }) {
  const { t } = useTranslation()
  const { client, notices } = useParts()
  const { draft } = useEditor()
  const [name, setName] = useState('')
  const save = async () => {
    const { prompt, negativePrompt } = draft.get().request
    const box = promptBox()
    const selected = box ? prompt.slice(box.selectionStart, box.selectionEnd).trim() : ''
    const style = {
      name: name.trim(),
      prompt: (selected || prompt).slice(0, 2000),
      negativePrompt: negativePrompt.slice(0, 2000),
    }
    const saved = await client.api('styles.save', style)
    if (!saved.ok) return showError(notices, saved.error)
    setName('')
    onSaved(saved.value)
  }
  return (
    <form
      className="style-save"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void save()
      }}
    >
      <input
        type="text"
        maxLength={80}
        aria-label={t('styles.name')}
        placeholder={t('styles.name')}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button disabled={name.trim() === ''} title={t('styles.save-hint')} onClick={() => void save()}>
        {t('styles.save')}
      </Button>
    </form>
  )
}
