import { ImageDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParts } from '../parts-context.ts'
import { takeInFile } from './take-in.ts'

/** Takes pictures dropped anywhere on the window or pasted, and says what will happen. */
export function DropZone() {
  const { t } = useTranslation()
  const parts = useParts()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const abort = new AbortController()
    const on = { signal: abort.signal }
    const takeAll = async (files: FileList | undefined) => {
      const all = [...(files ?? [])]
      for (const file of all) await takeInFile(parts, file)
      if (all.length === 0) parts.notices.show({ tone: 'info', textKey: 'import.nothing' })
    }
    window.addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      on,
    )
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), on)
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false)
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        void takeAll(event.dataTransfer.files)
      },
      on,
    )
    window.addEventListener(
      'paste',
      (event) => {
        const files = event.clipboardData?.files
        if (!files?.length) return
        event.preventDefault()
        void takeAll(files)
      },
      on,
    )
    return () => abort.abort()
  }, [parts])
  if (!over) return null
  return (
    <div className="drop-zone">
      <ImageDown size={28} strokeWidth={1.5} aria-hidden />
      <p>{t('import.drop')}</p>
    </div>
  )
}
