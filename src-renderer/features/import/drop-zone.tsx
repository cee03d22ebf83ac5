import { type ComponentType, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DropPlace } from '../feature.ts'
import { useParts } from '../parts-context.ts'

/** While files are dragged over the window: where they can be dropped, and what will happen there. */
export function createDropZone(places: readonly DropPlace[]): ComponentType {
  return function DropZone() {
    const { t } = useTranslation()
    const chosen = useDroppedFiles(places)
    if (chosen === null) return null
    return (
      <div className="drop-zone" aria-hidden>
        {places.map(({ id, labelKey, hintKey, icon: Icon }, index) => (
          <div key={id} className={index === chosen ? 'drop-place chosen' : 'drop-place'} data-drop={index}>
            <Icon size={28} strokeWidth={1.5} aria-hidden />
            <p>{t(labelKey)}</p>
            <p className="drop-hint">{t(hintKey)}</p>
          </div>
        ))}
      </div>
    )
  }
}

/** Which place the dragged files are over (beside all of them: the first); null while nothing is dragged. */
function useDroppedFiles(places: readonly DropPlace[]): number | null {
  const parts = useParts()
  const [over, setOver] = useState<number | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    const on = { signal: abort.signal }
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(placeAt(event))
    }
    const drop = (event: DragEvent) => {
      setOver(null)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      void places[placeAt(event)]?.take(parts, [...event.dataTransfer.files])
    }
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      if (!files?.length || event.defaultPrevented) return
      event.preventDefault()
      void places[0]?.take(parts, [...files])
    }
    window.addEventListener('dragover', drag, on)
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(null), on)
    window.addEventListener('drop', drop, on)
    window.addEventListener('paste', paste, on)
    return () => abort.abort()
  }, [parts, places])
  return over
}

function placeAt({ clientX, clientY }: DragEvent): number {
  const at = document.elementsFromPoint(clientX, clientY).find((element) => element.matches('.drop-place'))
  return Number(at instanceof HTMLElement ? at.dataset.drop : 0)
}
