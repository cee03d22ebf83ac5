import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toScreen } from '#editor/camera.ts'
import { useEditorParts } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'
import { fontOf, lineHeight } from './draft.ts'
import type { TextParts } from './states/typing.ts'
import './text.css'

/** Where one writes: over the canvas, in the letters that the layer will have. */
export function TextField({ draft, settings }: Pick<TextParts, 'draft' | 'settings'>) {
  const { t } = useTranslation()
  const { editor, tools } = useEditorParts()
  const field = useRef<HTMLTextAreaElement>(null)
  const text = useStore(draft)
  const style = useStore(settings)
  const { camera, colour } = useStore(editor.session, (session) => ({
    camera: session.camera,
    colour: session.colour,
  }))
  const place = text && `${text.x} ${text.y}`
  // A press on the canvas takes the focus there first.
  useEffect(() => {
    if (place === null) return undefined
    const wait = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(wait)
  }, [place])
  if (!text) return null
  const frame = document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect()
  const at = toScreen(camera, text)
  const shift = { left: '0', center: '-50%', right: '-100%' }[style.align]
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // What is typed here means letters and nothing else, also while a word is still being composed.
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      tools.cancel()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      tools.key('apply')
    } else return
    document.querySelector<HTMLElement>('[data-testid="canvas"]')?.focus()
  }
  return (
    <div className="text-frame" style={clipTo(frame)}>
      <textarea
        ref={field}
        className="text-field"
        aria-label={t('text.field')}
        spellCheck={false}
        rows={1}
        value={text.text}
        style={{
          left: at.x,
          top: at.y,
          color: colour,
          font: fontOf(style, style.size * camera.zoom),
          lineHeight,
          textAlign: style.align,
          transform: `translateX(${shift})`,
        }}
        onChange={(event) => draft.set({ ...text, text: event.target.value })}
        onKeyDown={press}
        onKeyUp={(event) => event.stopPropagation()}
      />
    </div>
  )
}

function clipTo(frame: DOMRect | undefined): React.CSSProperties {
  return frame ? { left: frame.left, top: frame.top, width: frame.width, height: frame.height } : {}
}
