import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Grid, GridCell } from '#shared/grids/grid.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { layoutOf, neighbour, placeOf, type Size, type View, visibleRows, zoomAt } from './layout.ts'
import { SheetCell } from './sheet-cell.tsx'
import { ColumnHeads, RowHead, SheetTitles } from './sheet-labels.tsx'
import { useSheetView } from './use-sheet-view.ts'

interface SheetProps {
  readonly grid: Grid
  readonly cells: readonly GridCell[]
  onShow(sha256: string): void
}

/** Room for labels above and beside the cells. */
export const heads = { width: 120, height: 32 }

/** All pictures of a grid with their labels, zoomed by wheel and keys; only the cells in sight exist. */
export function Sheet({ grid, cells, onShow }: SheetProps) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const { axes, base } = grid.plan
  const own = { width: base.width * base.upscale, height: base.height * base.upscale }
  const at = (zoom: number) => layoutOf(axes, { width: own.width * zoom, height: own.height * zoom })
  const { view, window, setView, drag } = useSheetView(frame, (size) => fitted(at(1), size))
  const layout = at(view.zoom)
  const [current, setCurrent] = useState(0)
  const focusCell = (cell: number) => {
    setCurrent(cell)
    setView((shown) => broughtIntoView(shown, placeOf(layout, cell), layout.cell, window))
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-cell="${cell}"]`)?.focus())
  }
  const zoomBy = (factor: number) =>
    setView((shown) => zoomAt(shown, factor, { x: window.width / 2, y: window.height / 2 }))
  const fit = () => setView(() => fitted(at(1), window))
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbour(layout, current, event.key)
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (next !== null) focusCell(next)
    else if (event.key === '+' || event.key === '=') zoomBy(1.25)
    else if (event.key === '-') zoomBy(0.8)
    else if (event.key === '0') fit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shown = visibleRows(layout, { x: view.x, y: view.y }, window)
  return (
    <div className="sheet-frame">
      <div className="sheet-tools">
        <IconButton
          icon={ZoomOut}
          size="small"
          label={t('grids.zoom-out')}
          keys="-"
          onClick={() => zoomBy(0.8)}
        />
        <output>{t('grids.zoom', { percent: Math.round(view.zoom * 100) })}</output>
        <IconButton
          icon={ZoomIn}
          size="small"
          label={t('grids.zoom-in')}
          keys="+"
          onClick={() => zoomBy(1.25)}
        />
        <IconButton icon={Maximize} size="small" label={t('grids.fit')} keys="0" onClick={fit} />
      </div>
      <div
        className="sheet"
        ref={frame}
        role="grid"
        aria-label={grid.name}
        aria-rowcount={layout.rows * layout.sheets}
        aria-colcount={layout.columns}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <ColumnHeads axis={axes[0]} layout={layout} view={view} window={window} />
        <SheetTitles axis={axes[2]} layout={layout} view={view} />
        {shown.map(({ row, sheet, cells: inRow }) => (
          <div key={`${sheet} ${row}`} role="row" aria-rowindex={sheet * layout.rows + row + 1}>
            <RowHead axis={axes[1]} {...{ row, sheet, layout, view, window }} />
            {inRow.map((cell) => (
              <SheetCell
                key={cell}
                {...{ cell, axes, layout, view, made: cells[cell] }}
                focused={cell === current}
                onFocus={() => setCurrent(cell)}
                onShow={onShow}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The whole sheet in the window, not larger than it is. */
function fitted(whole: Size, window: Size): View {
  const room = { width: window.width - heads.width - 16, height: window.height - heads.height - 16 }
  const zoom = Math.max(0.05, Math.min(1, room.width / whole.width, room.height / whole.height))
  return { zoom, x: -heads.width, y: -heads.height }
}

function broughtIntoView(view: View, { x, y }: { x: number; y: number }, cell: Size, window: Size): View {
  const least = { x: x + cell.width - window.width + 8, y: y + cell.height - window.height + 8 }
  return {
    ...view,
    x: Math.min(Math.max(view.x, least.x), x - heads.width),
    y: Math.min(Math.max(view.y, least.y), y - heads.height),
  }
}
