import './live.css'
import { Radio } from 'lucide-react'
import { type Store, createStore } from '#shared/store.ts'
import type { Feature, FeatureParts } from '../feature.ts'
import { LiveLoop } from './live-loop.ts'
import { createLivePane } from './live-pane.tsx'
import { type LiveState, liveOff } from './live-state.ts'

/** Makes the picture anew as the artist paints; switched off, nothing of it goes on. */
export function createLive(): Feature {
  const state = createStore<LiveState>(liveOff)
  const running: { loop: LiveLoop | null } = { loop: null }
  const stop = () => {
    running.loop?.stop()
    running.loop = null
  }
  const toggle = (parts: FeatureParts) => {
    if (state.get().on) return stop()
    stop()
    state.set((value) => ({ ...value, on: true }))
    running.loop = new LiveLoop(parts, state)
  }
  return {
    id: 'live',
    start: (parts) => {
      const unfloat = floatOver(parts, state)
      return () => {
        stop()
        unfloat()
      }
    },
    commands: (parts) => [
      {
        id: 'live.toggle',
        labelKey: 'command.live',
        icon: Radio,
        keys: ['Shift+P'],
        pressed: () => state.get().on,
        run: () => {
          toggle(parts)
          // Commands look anew when the session changes.
          parts.editor.session.set((session) => ({ ...session }))
        },
      },
    ],
    views: { canvas: createLivePane(state) },
  }
}

/** Over the canvas the picture takes the place of a candidate, unless one is looked at. */
function floatOver({ editor }: FeatureParts, state: Store<LiveState>): () => void {
  const floated: { image: ImageBitmap | null } = { image: null }
  return state.subscribe(() => {
    const { on, place, picture } = state.get()
    const { staged, floating } = editor.session.get()
    const wanted = on && place === 'over' && picture && staged === null ? picture : null
    if ((wanted?.image ?? null) === floated.image) return
    const mine = floating?.image === floated.image
    floated.image = wanted?.image ?? null
    if (wanted) {
      const { image, bounds } = wanted
      editor.session.set((session) => ({ ...session, floating: { image, bounds } }))
    } else if (mine) editor.session.set((session) => ({ ...session, floating: null }))
  })
}
