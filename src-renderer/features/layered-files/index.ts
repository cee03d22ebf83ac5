import { FileDown, FileUp } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature, FeatureParts, FileTaker } from '../feature.ts'
import { type ExchangeReport, createExchangeReport } from './exchange-report.tsx'
import { openLayered, saveFlat, saveLayered } from './exchange.ts'
import './layered-files.css'

/** Photoshop and OpenRaster files with their layers, in and out; and the page as one picture. */
export function createLayeredFiles(): { feature: Feature; taker: FileTaker } {
  const report = createStore<ExchangeReport | null>(null)
  const taker: FileTaker = {
    endings: ['.psd', '.psb', '.ora'],
    take: (parts, file) => openLayered(parts, file, report),
  }
  const feature: Feature = {
    id: 'layered-files',
    commands: (parts) => commands(parts, report, taker),
    views: { over: createExchangeReport(report) },
  }
  return { feature, taker }
}

function commands(
  parts: FeatureParts,
  report: ReturnType<typeof createStore<ExchangeReport | null>>,
  taker: FileTaker,
) {
  const filled = () => parts.editor.document().order.length > 0
  return [
    {
      id: 'picture.open-layers',
      labelKey: 'command.open-layers',
      icon: FileUp,
      keys: ['Mod+Alt+O'],
      run: () => chooseFile(taker.endings, (file) => void taker.take(parts, file)),
    },
    {
      id: 'export.psd',
      labelKey: 'command.export-psd',
      icon: FileDown,
      keys: ['Mod+Alt+S'],
      enabled: filled,
      run: () => void saveLayered(parts, 'psd', report),
    },
    {
      id: 'export.ora',
      labelKey: 'command.export-ora',
      icon: FileDown,
      enabled: filled,
      run: () => void saveLayered(parts, 'ora', report),
    },
    {
      id: 'export.png',
      labelKey: 'command.export-png',
      icon: FileDown,
      keys: ['Mod+Alt+Shift+S'],
      enabled: filled,
      run: () => void saveFlat(parts),
    },
  ]
}

function chooseFile(endings: readonly string[], then: (file: File) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = endings.join(',')
  field.onchange = () => {
    const [file] = field.files ?? []
    if (file) then(file)
  }
  field.click()
}
