import { encode } from 'fast-png'
import i18next from 'i18next'
import { compositeArea } from '#shared/document/composite/composite.ts'
import type { Store } from '#shared/store.ts'
import { fitPage } from '#editor/camera.ts'
import { showError, showThrown } from '#features/show-error.ts'
import type { FeatureParts } from '../feature.ts'
import type { ExchangeReport } from './exchange-report.tsx'
import { type LayeredFormat, fromDocument } from './from-document.ts'
import { readLayered, writeLayered } from './run-work.ts'
import { placeLayers } from './to-document.ts'

type Report = Store<ExchangeReport | null>

/** Lays a file's layers on the canvas as one step, and says which of them look otherwise here. */
export async function openLayered(parts: FeatureParts, file: File, report: Report): Promise<void> {
  const { editor, tools, notices } = parts
  try {
    const format = file.name.toLowerCase().endsWith('.ora') ? 'ora' : 'psd'
    const picture = await readLayered(format, await file.arrayBuffer(), file.name)
    tools.cancel()
    const name = file.name.replace(/\.[^.]+$/, '')
    editor.edit(
      'step.open-layers',
      placeLayers(picture, name, () => editor.newId()),
    )
    editor.session.set((session) => ({
      ...session,
      room: 'canvas',
      camera: fitPage(editor.document(), session.viewport),
    }))
    if (picture.notes.length > 0) report.set({ file: file.name, way: 'in', notes: picture.notes })
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

/** Saves the document's layers where the artist says. */
export async function saveLayered(parts: FeatureParts, format: LayeredFormat, report: Report): Promise<void> {
  const { editor, notices } = parts
  try {
    const picture = fromDocument(editor.document(), format)
    const name = `${i18next.t('exchange.file-name')}.${format}`
    const bytes = await writeLayered(format, picture, name)
    const path = await save(parts, name, bytes)
    if (path && picture.notes.length > 0) report.set({ file: path, way: 'out', notes: picture.notes })
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}

/** Saves the page as one PNG; where nothing is painted it is clear. */
export async function saveFlat(parts: FeatureParts): Promise<void> {
  const { width, height } = parts.editor.document()
  const data = compositeArea(parts.editor.document(), { x: 0, y: 0, width, height })
  const bytes = encode({ width, height, data, channels: 4, depth: 8 })
  await save(parts, `${i18next.t('exchange.file-name')}.png`, new Uint8Array(bytes))
}

async function save(
  { client, notices }: FeatureParts,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  const saved = await client.saveFile(name, bytes.slice().buffer)
  if (!saved.ok) showError(notices, saved.error)
  if (!saved.ok || !saved.value) return null
  notices.show({ tone: 'info', textKey: 'exchange.saved', values: { path: saved.value.path } })
  return saved.value.path
}
