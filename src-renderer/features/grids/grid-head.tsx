import { FolderDown, ImageDown, Pause, Play, RotateCcw, Square, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Grid, GridCell } from '#shared/grids/grid.ts'
import { showError, showThrown } from '#features/show-error.ts'
import { Button } from '#ui/button.tsx'
import { useParts } from '../parts-context.ts'
import { drawSheet } from './sheet/draw-sheet.ts'
import { type GridsView, loadGrids } from './grids-state.ts'
import { useValueName } from './value-name.ts'

interface GridHeadProps {
  readonly view: GridsView
  readonly grid: Grid
  readonly cells: readonly GridCell[]
}

/** What is done with a grid as a whole. */
export function GridHead({ view, grid, cells }: GridHeadProps) {
  const { t } = useTranslation()
  const { counts, paused } = grid
  const waiting = counts.queued + counts.running
  const broken = counts.failed + counts.cancelled
  const { act, exportFolder, exportSheet } = useGridActions(view, grid, cells)
  return (
    <header className="grid-head">
      <h2>{grid.name}</h2>
      <p role="status">
        {t('grids.made', { made: counts.done, count: cells.length })}
        {paused && waiting > 0 && ` · ${t('grids.paused')}`}
      </p>
      <span className="spacer" />
      {waiting > 0 && (
        <Button icon={paused ? Play : Pause} onClick={() => void act(paused ? 'resume' : 'pause')}>
          {t(paused ? 'queue.resume' : 'queue.pause')}
        </Button>
      )}
      {waiting > 0 && (
        <Button icon={Square} onClick={() => void act('cancel')}>
          {t('grids.cancel')}
        </Button>
      )}
      {broken > 0 && (
        <Button icon={RotateCcw} onClick={() => void act('retry')}>
          {t('grids.retry', { count: broken })}
        </Button>
      )}
      <Button icon={ImageDown} disabled={counts.done === 0} onClick={() => void exportSheet()}>
        {t('grids.export-sheet')}
      </Button>
      <Button icon={FolderDown} disabled={counts.done === 0} onClick={() => void exportFolder()}>
        {t('grids.export-folder')}
      </Button>
      <Button
        icon={Trash2}
        variant="danger"
        title={t('grids.remove-hint')}
        onClick={() => void act('remove')}
      >
        {t('grids.remove')}
      </Button>
    </header>
  )
}

function useGridActions(view: GridsView, grid: Grid, cells: readonly GridCell[]) {
  const { t } = useTranslation()
  const parts = useParts()
  const nameOf = useValueName()
  const { client, notices } = parts
  const { id: gridId } = grid
  return {
    async act(action: 'pause' | 'resume' | 'cancel' | 'retry' | 'remove') {
      const done = await client.api('grids.act', { gridId, action })
      if (!done.ok) return showError(notices, done.error)
      if (action === 'remove') view.state.set((value) => ({ ...value, shown: null }))
      await loadGrids(parts, view)
    },
    async exportFolder() {
      const written = await client.api('grids.export', { gridId })
      if (!written.ok) return showError(notices, written.error)
      const { value } = written
      if (value)
        notices.show({
          tone: 'info',
          textKey: 'grids.exported',
          values: { path: value.path, count: value.pictures },
        })
    },
    async exportSheet() {
      try {
        const axisName = (parameter: string) => t(`grid-parameter.${parameter}`)
        const bytes = await drawSheet(grid, cells, { nameOf, axisName })
        const saved = await client.saveFile(
          `${grid.name.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim() || 'grid'}.png`,
          bytes,
        )
        if (!saved.ok) return showError(notices, saved.error)
        if (saved.value)
          notices.show({ tone: 'info', textKey: 'gallery.exported', values: { path: saved.value.path } })
      } catch (thrown) {
        showThrown(notices, thrown)
      }
    },
  }
}
