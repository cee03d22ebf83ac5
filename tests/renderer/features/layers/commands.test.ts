import i18next from 'i18next'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newDraft } from '#editor/draft.ts'
import { createEditor } from '#editor/editor.ts'
import { jobs } from '#editor/work/jobs.ts'
import type { Workshop } from '#editor/work/workshop.ts'
import { createNotices } from '#ui/notices.ts'
import { choose, chosenIds } from '#features/layers/commands/chosen.ts'
import { layerCommands } from '#features/layers/commands/index.ts'
import { newDocument } from '#shared/document/canvas-document.ts'
import { changeLayer, changeLayers, setPage } from '#shared/document/edits.ts'
import { mergeLayers } from '#shared/document/layers/merge.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { blendModes } from '#shared/entities/blend-mode.ts'
import { type Tree, documentOf, treeOf } from '#tests/shared/document/layers/random-tree.ts'

beforeAll(async () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(`assets/locales/en/${name}.json`, 'utf8')) as Record<string, string>
  const translation = { ...read('studio'), ...read('layers') }
  const options = { keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } } as const
  await i18next.init({ lng: 'en', resources: { en: { translation } }, ...options })
})

/** The jobs of the worker, done here. */
function workshopHere(): Workshop {
  return {
    run: (name, input) => Promise.resolve(jobs[name](structuredClone(input)) as never),
    close: () => undefined,
  }
}

function layersOf(tree: Tree, ...chosen: string[]) {
  const editor = createEditor(tree.length > 0 ? documentOf(tree) : newDocument('d'), newDraft(1))
  const notices = createNotices()
  const commands = layerCommands({ editor, work: workshopHere(), notices })
  const command = (id: string) => {
    const found = commands.find((each) => each.id === id)
    if (!found) throw new Error(`There is no command ${id}.`)
    return found
  }
  const active = chosen[0]
  if (active) choose(editor, chosen, active)
  return {
    ...{ editor, notices },
    can: (id: string) => command(id).enabled?.() ?? true,
    pressed: (id: string) => command(id).pressed?.() ?? false,
    run(id: string) {
      if (command(id).enabled?.() ?? true) command(id).run()
    },
    names: () => editor.document().order.map((id) => editor.document().layers[id]?.name),
    tree: () => treeOf(editor.document()),
    chosen: () => chosenIds(editor),
    layer: (id: string) => editor.document().layers[id],
  }
}

describe('the commands of layers', () => {
  it('make layers of every kind above the active one', () => {
    const window = layersOf(['a', 'b'], 'a')
    for (const kind of ['', '-group', '-mask', '-region']) window.run(`layer.new${kind}`)
    expect(window.names()).toEqual(['a', 'Layer 3', 'Group 1', 'Mask', 'Region 1', 'b'])
  })

  it('group what is chosen and free it again, and keep it chosen', () => {
    const window = layersOf(['a', 'b', 'c'], 'a', 'c')
    window.run('layer.group')
    const group = window.chosen()[0] ?? ''
    expect(window.tree()).toEqual(['b', [group, ['a', 'c']]])
    window.run('layer.ungroup')
    expect(window.tree()).toEqual(['b', 'a', 'c'])
    expect(window.chosen()).toEqual(['a', 'c'])
    expect(window.can('layer.ungroup')).toBe(false)
  })

  it('name copies, and copies of copies, after the first one', () => {
    const window = layersOf(['Sky'], 'Sky')
    for (let i = 0; i < 3; i++) window.run('layer.duplicate')
    expect(window.names()).toEqual(['Sky', 'Sky copy', 'Sky copy 2', 'Sky copy 3'])
  })

  it('know which way there is room to move', () => {
    const window = layersOf(['a', ['group', ['b']]], 'b')
    expect([window.can('layer.up'), window.can('layer.down')]).toEqual([true, true])
    window.run('layer.up')
    expect(window.tree()).toEqual(['a', ['group', []], 'b'])
    expect(window.can('layer.up')).toBe(false)
  })

  it('switch all that is chosen, on when one is off', () => {
    const window = layersOf(['a', 'b'], 'a', 'b')
    window.run('layer.lock-alpha')
    expect([window.layer('a')?.lockAlpha, window.layer('b')?.lockAlpha]).toEqual([true, true])
    window.editor.edit('step', changeLayer('b', { lockAlpha: false }))
    expect(window.pressed('layer.lock-alpha')).toBe(false)
    window.run('layer.lock-alpha')
    expect(window.pressed('layer.lock-alpha')).toBe(true)
    window.run('layer.lock')
    window.run('layer.clip')
    expect(window.layer('a')).toMatchObject({ locked: true, clip: false })
    expect(window.editor.remark.get()?.textKey).toBe('layer.locked-notice')
    window.run('layer.visible')
    expect(window.layer('a')?.visible).toBe(false)
  })

  it('show only one layer with its groups, and then all again', () => {
    const window = layersOf(['a', ['group', ['b', 'c']], 'd'], 'b')
    window.run('layer.only')
    const shown = () => window.editor.document().order.filter((id) => window.layer(id)?.visible)
    expect(shown()).toEqual(['b', 'group'])
    window.run('layer.only')
    expect(shown()).toEqual(['a', 'b', 'c', 'group', 'd'])
  })

  it('merge what is chosen, else the active one with the one below; a group to one layer', () => {
    const several = layersOf(['a', 'b', 'c'], 'a', 'c')
    expect([several.can('layer.merge-selected'), several.can('layer.merge-down')]).toEqual([true, false])
    several.run('layer.merge-selected')
    expect(several.names()).toEqual(['b', 'a'])
    const single = layersOf(['a', 'b'], 'b')
    expect([single.can('layer.merge-selected'), single.can('layer.merge-down')]).toEqual([false, true])
    single.run('layer.merge-down')
    expect(single.names()).toEqual(['a'])
    const group = layersOf([['group', ['a', 'b']]], 'group')
    group.run('layer.merge-selected')
    expect(group.names()).toEqual(['group'])
    expect(group.layer(group.chosen()[0] ?? '')?.kind).toBe('raster')
  })

  it('merge large pictures in the worker; when the layers change meanwhile, not at all', async () => {
    const side = 1500
    const block = new Uint8ClampedArray(side * side * 4).fill(90)
    const pixels = pixelsFrom(block, { x: 0, y: 0, width: side, height: side }, 4)
    const large = () => {
      const window = layersOf(['a', 'b', 'c'], 'a', 'b', 'c')
      window.editor.edit('step', changeLayers(['a', 'b', 'c'], { pixels }))
      window.editor.edit('step', setPage(side, side))
      return window
    }
    const window = large()
    const here = mergeLayers(['a', 'b', 'c'], 'new')(window.editor.document())
    window.run('layer.merge-selected')
    expect(window.names()).toHaveLength(3)
    await vi.waitFor(() => expect(window.names()).toHaveLength(1), 20_000)
    const area = { x: 0, y: 0, width: side, height: side }
    const [away, direct] = [window.layer(window.chosen()[0] ?? ''), here.layers.new]
    expect(
      Buffer.from(readPixels(away!.pixels, area)).equals(Buffer.from(readPixels(direct!.pixels, area))),
    ).toBe(true)

    const disturbed = large()
    disturbed.run('layer.merge-selected')
    disturbed.editor.edit('step', changeLayer('a', { name: 'else' }))
    await vi.waitFor(
      () => expect(disturbed.notices.list.get().at(-1)?.textKey).toBe('layer.merge-changed'),
      20_000,
    )
    expect(disturbed.names()).toEqual(['else', 'b', 'c'])
  })

  it('merge nothing that lies in a locked group', () => {
    const window = layersOf([['group', ['a', 'b']]], 'b')
    window.editor.edit('step', changeLayer('group', { locked: true }))
    window.run('layer.merge-down')
    window.run('layer.flatten')
    expect(window.tree()).toEqual([['group', ['a', 'b']]])
  })

  it('turn pictures into masks and back, every step undone', () => {
    const window = layersOf(['a'], 'a')
    window.run('layer.to-mask-by-light')
    expect(window.layer('a')?.kind).toBe('mask')
    expect(window.can('layer.to-mask-by-light')).toBe(false)
    window.run('layer.to-region')
    window.run('layer.to-raster')
    expect(window.layer('a')?.kind).toBe('raster')
    for (let i = 0; i < 3; i++) window.editor.undo()
    expect(window.layer('a')).toEqual(documentOf(['a']).layers.a)
  })

  it('have a name for every blend mode, in every language', () => {
    for (const language of ['en', 'zh-CN']) {
      const texts = JSON.parse(readFileSync(`assets/locales/${language}/layers.json`, 'utf8')) as object
      for (const mode of blendModes) expect(texts).toHaveProperty([`blend.${mode}`])
    }
  })
})
