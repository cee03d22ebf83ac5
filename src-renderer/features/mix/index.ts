import { Combine } from 'lucide-react'
import { type Store, createStore } from '#shared/store.ts'
import { showThrown } from '#features/show-error.ts'
import { candidatePixels } from '#client/candidate-pixels.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { Feature, FeatureParts } from '../feature.ts'
import { createMixOptions } from './mix-options.tsx'
import { idle } from './states/idle.ts'
import { type MixSource, mixing } from './states/mixing.ts'

export function createMixTool(editor: Editor, source: Store<MixSource | null>): Tool {
  return {
    id: 'mix',
    labelKey: 'tool.mix',
    hintKey: 'hint.mix',
    icon: Combine,
    key: 'J',
    group: 'retouch',
    cursor: 'tip',
    initial: 'idle',
    states: { idle, mixing: mixing(editor, source) },
    Options: createMixOptions(source),
  }
}

/** Accepts candidates in parts, by brush: several can meet in one layer, and each pixel keeps where it came from. */
export function createMix(): Feature {
  const source = createStore<MixSource | null>(null)
  return {
    id: 'mix',
    tool: (editor) => createMixTool(editor, source),
    start: (parts) => followChosen(parts, source),
  }
}

/** Fetches the chosen candidate while the tool is in the hand, so that a stroke finds it there. */
function followChosen({ editor, notices }: FeatureParts, source: Store<MixSource | null>): () => void {
  let wanted: string | null = null
  const look = () => {
    const { toolId, staged } = editor.session.get()
    const chosen = toolId === 'mix' && staged !== null ? editor.document().candidates[staged] : undefined
    if ((chosen?.sha256 ?? null) === wanted) return
    wanted = chosen?.sha256 ?? null
    source.set(null)
    if (!chosen) return
    candidatePixels(chosen).then(
      (image) => wanted === chosen.sha256 && source.set({ sha256: chosen.sha256, image }),
      (thrown: unknown) => showThrown(notices, thrown),
    )
  }
  const stops = [editor.session.subscribe(look), editor.history.subscribe(look)]
  look()
  return () => stops.forEach((stop) => stop())
}
