import { Brush } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { PopupPanel } from '#ui/controls/popup-panel.tsx'
import { useStore } from '#ui/store.ts'
import { useEditor } from '../editor-context.ts'
import { parseColour } from '../pixels/blend.ts'
import { type Tip, tipOf } from '../session.ts'
import './presets.css'
import { type Preset, presets } from './presets.ts'
import { strokePreview } from './preview.ts'

/** The brushes for this tool, each with a stroke of it; one is taken over with all its values. */
export function PresetChoice({ tool }: { tool: Preset['tool'] }) {
  const { t } = useTranslation()
  const { session } = useEditor()
  const tip = useStore(session, (value) => tipOf(value, tool))
  const take = (preset: Preset) =>
    session.set((value) => ({ ...value, tips: { ...value.tips, [tool]: preset.tip } }))
  const own = presets.filter((preset) => preset.tool === tool)
  const current = own.find((preset) => sameBut('size', preset.tip, tip))
  const face = (
    <>
      <Brush size={16} strokeWidth={1.75} aria-hidden />
      <span className="preset-current">{current ? <Name preset={current} /> : t('preset.own')}</span>
    </>
  )
  return (
    <PopupPanel label={t('preset.title')} className="button quiet preset-button" face={face}>
      <div className="presets">
        {own.map((preset) => (
          <button
            key={preset.id}
            type="button"
            className="preset"
            aria-pressed={preset.id === current?.id}
            onClick={() => take(preset)}
          >
            <Stroke tip={preset.tip} />
            <span>
              <Name preset={preset} />
            </span>
          </button>
        ))}
      </div>
    </PopupPanel>
  )
}

function Name({ preset }: { preset: Preset }) {
  const { i18n } = useTranslation()
  return i18n.language === 'zh-CN' ? preset.name['zh-CN'] : preset.name.en
}

const [width, height] = [144, 36]

function Stroke({ tip }: { tip: Tip }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const ink = getComputedStyle(element).getPropertyValue('--ink').trim()
    const pixels = strokePreview(tip, width * 2, height * 2, parseColour(ink))
    element.getContext('2d')?.putImageData(new ImageData(pixels, width * 2, height * 2), 0, 0)
  }, [tip])
  return <canvas ref={canvas} className="preset-stroke" width={width * 2} height={height * 2} aria-hidden />
}

/** True when the tips are alike in all but one value. */
function sameBut(key: keyof Tip, a: Tip, b: Tip): boolean {
  return (Object.keys(a) as (keyof Tip)[]).every((each) => each === key || a[each] === b[each])
}
