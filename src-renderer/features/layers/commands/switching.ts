import { CornerLeftDown, Eye, Focus, Lock, Pencil, SquareSlash } from 'lucide-react'
import { type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { changeLayers } from '#shared/document/edits.ts'
import { showOnly } from '#shared/document/layers/show-only.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import { activeOf, choose, chosenLayers, editUnlocked } from './chosen.ts'

/** What layers are or are not: shown, locked, clipped; and the name, and which one is active. */
export function switchingCommands(editor: Editor): Command[] {
  return [...switches(editor), ...naming(editor), ...stepping(editor)]
}

type Flag = 'visible' | 'locked' | 'lockAlpha' | 'clip'

/** A switch over the chosen layers that know it: on when all of them have it. */
function flagOf(editor: Editor) {
  return (key: Flag, stepKey: string, fits: (layer: Layer) => boolean = () => true) => {
    const layers = () => chosenLayers(editor).filter(fits)
    const pressed = () => layers().length > 0 && layers().every((layer) => layer[key])
    return {
      enabled: () => layers().length > 0,
      pressed,
      run() {
        const ids = layers().map(({ id }) => id)
        const edit = changeLayers(ids, { [key]: !pressed() })
        // What is locked can be unlocked, shown and hidden; all else would change it.
        if (key === 'locked' || key === 'visible') editor.edit(stepKey, edit)
        else editUnlocked(editor, ids, stepKey, edit)
      },
    }
  }
}

function switches(editor: Editor): Command[] {
  const flag = flagOf(editor)
  const isRaster = ({ kind }: Layer) => kind === 'raster'
  const isPicture = ({ kind }: Layer) => kind !== 'mask' && kind !== 'region'
  return [
    {
      id: 'layer.visible',
      labelKey: 'command.layer-visible',
      icon: Eye,
      ...flag('visible', 'step.visibility'),
    },
    { id: 'layer.lock', labelKey: 'command.layer-lock', icon: Lock, ...flag('locked', 'step.lock') },
    {
      id: 'layer.lock-alpha',
      labelKey: 'command.layer-lock-alpha',
      icon: SquareSlash,
      keys: ['/'],
      ...flag('lockAlpha', 'step.lock-alpha', isRaster),
    },
    {
      id: 'layer.clip',
      labelKey: 'command.layer-clip',
      icon: CornerLeftDown,
      keys: ['Mod+Alt+G'],
      ...flag('clip', 'step.clip', isPicture),
    },
  ]
}

function naming(editor: Editor): Command[] {
  const some = () => activeOf(editor) !== null
  return [
    {
      id: 'layer.only',
      labelKey: 'command.layer-only',
      icon: Focus,
      enabled: some,
      run() {
        const active = activeOf(editor)
        if (active) editor.edit('step.visibility', showOnly(active.id))
      },
    },
    {
      id: 'layer.rename',
      labelKey: 'command.rename-layer',
      icon: Pencil,
      keys: ['F2'],
      enabled: some,
      run: () =>
        editor.session.set((session) => ({ ...session, renamingLayer: activeOf(editor)?.id ?? null })),
    },
  ]
}

function stepping(editor: Editor): Command[] {
  const beside = (by: 1 | -1) => {
    const layers = layersOf(editor.document())
    return layers[layers.findIndex(({ id }) => id === activeOf(editor)?.id) + by]
  }
  const step = (by: 1 | -1) => ({
    enabled: () => activeOf(editor) !== null && beside(by) !== undefined,
    run() {
      const next = beside(by)
      if (next) choose(editor, [next.id], next.id)
    },
  })
  return [
    { id: 'layer.choose-above', labelKey: 'command.choose-above', keys: ['Alt+]'], ...step(1) },
    { id: 'layer.choose-below', labelKey: 'command.choose-below', keys: ['Alt+['], ...step(-1) },
  ]
}
