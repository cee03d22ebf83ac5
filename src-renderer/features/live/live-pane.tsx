import { Layers, Radio } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Store } from '#shared/store.ts'
import { modelNamed } from '#client/model-names.ts'
import { useEditor } from '#editor/editor-context.ts'
import { Button } from '#ui/button.tsx'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { Check } from '#ui/controls/check.tsx'
import { Slider } from '#ui/slider.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import type { LivePicture, LiveState } from './live-state.ts'
import { takeLive } from './take-live.ts'

/** The switch, and while it is on the picture as it becomes. */
export function createLivePane(state: Store<LiveState>) {
  return function LivePane() {
    const { t } = useTranslation()
    const parts = useParts()
    const { on, busy, waiting, place, picture } = useStore(state)
    if (!on) {
      return (
        <div className="live-switch">
          <CommandButton id="live.toggle" />
        </div>
      )
    }
    return (
      <section className="live-pane" aria-label={t('live.title')} data-testid="live">
        <header>
          <Radio size={16} aria-hidden className={busy ? 'live-mark busy' : 'live-mark'} />
          <h2>{t('live.title')}</h2>
          <span className="live-state" data-testid="live-state" data-frame={picture?.frame ?? 0}>
            {stateText(t, { waiting, picture })}
          </span>
          <span className="spacer" />
          <CommandButton id="live.toggle" />
        </header>
        {place === 'beside' && <Picture picture={picture} />}
        <LiveWay state={state} />
        <div className="live-actions">
          <label className="check">
            <input
              type="checkbox"
              checked={place === 'over'}
              onChange={({ target }) =>
                state.set((shown) => ({ ...shown, place: target.checked ? 'over' : 'beside' }))
              }
            />
            {t('live.over')}
          </label>
          <span className="spacer" />
          <Button
            icon={Layers}
            variant="accent"
            disabled={!picture}
            onClick={() => picture && void takeLive(parts, picture)}
          >
            {t('live.take')}
          </Button>
        </div>
      </section>
    )
  }
}

/** The model's quick way where it has one and it is wanted; else how many of the usual steps. */
function LiveWay({ state }: { state: Store<LiveState> }) {
  const { t } = useTranslation()
  const { client } = useParts()
  const { draft } = useEditor()
  const { steps, quick } = useStore(state)
  const model = useStore(draft, ({ request }) => request.model)
  const way = modelNamed(useStore(client.models), model)?.quick ?? null
  return (
    <>
      {way !== null && (
        <Check
          label={t('live.quick', { count: way.steps, guidance: way.guidanceScale })}
          hint={t('live.quick-hint')}
          value={quick}
          onChange={(value) => state.set((shown) => ({ ...shown, quick: value }))}
        />
      )}
      {(way === null || !quick) && (
        <Slider
          label={t('request.steps')}
          min={1}
          max={30}
          value={steps}
          onChange={(value) => state.set((shown) => ({ ...shown, steps: value }))}
        />
      )}
    </>
  )
}

type Translate = ReturnType<typeof useTranslation>['t']

function stateText(t: Translate, { waiting, picture }: Pick<LiveState, 'waiting' | 'picture'>): string {
  if (waiting) return t('live.queue-first')
  return picture ? t('live.pace', { milliseconds: Math.round(picture.milliseconds) }) : t('live.first')
}

function Picture({ picture }: { picture: LivePicture | null }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || !picture) return
    context.clearRect(0, 0, picture.bounds.width, picture.bounds.height)
    context.drawImage(picture.whole, 0, 0)
  }, [picture])
  const { width, height } = picture?.bounds ?? { width: 256, height: 256 }
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={t('live.picture')} />
}
