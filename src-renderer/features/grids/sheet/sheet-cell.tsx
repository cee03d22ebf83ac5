import { useTranslation } from 'react-i18next'
import type { GridAxis, GridCell } from '#shared/grids/grid.ts'
import { placesOf } from '#shared/grids/expand-grid.ts'
import { errorTextKey } from '#features/show-error.ts'
import { pictureUrl, thumbnailUrl } from '#client/pictures.ts'
import { placeOf, type SheetLayout, type View } from './layout.ts'
import { useValueName } from '../value-name.ts'

interface SheetCellProps {
  readonly cell: number
  readonly axes: readonly GridAxis[]
  readonly layout: SheetLayout
  readonly view: View
  readonly made: GridCell | undefined
  readonly focused: boolean
  onFocus(): void
  onShow(sha256: string): void
}

/** Wider cells show the picture itself, since its thumbnail would be coarse. */
const thumbnailSide = 256

/** One picture of a sheet, or why it is not there. */
export function SheetCell({ cell, axes, layout, view, made, focused, onFocus, onShow }: SheetCellProps) {
  const { t } = useTranslation()
  const nameOf = useValueName()
  const { x, y } = placeOf(layout, cell)
  const { width, height } = layout.cell
  const values = placesOf(cell, axes).map((place, index) => {
    const axis = axes[index]
    return axis
      ? `${t(`grid-parameter.${axis.parameter}`)} ${nameOf(axis.parameter, axis.values[place] ?? '')}`
      : ''
  })
  const sha256 = made?.sha256 ?? null
  const state = t(`job.${made?.state ?? 'queued'}`)
  const label = sha256 === null ? `${values.join(', ')}: ${state}` : values.join(', ')
  const url =
    sha256 !== null && (Math.max(width, height) > thumbnailSide ? pictureUrl(sha256) : thumbnailUrl(sha256))
  return (
    <div
      role="gridcell"
      aria-colindex={(cell % layout.columns) + 1}
      className={`sheet-cell ${made?.state ?? 'queued'}`}
      style={{ width, height, transform: `translate(${x - view.x}px, ${y - view.y}px)` }}
    >
      <button
        type="button"
        data-cell={cell}
        tabIndex={focused ? 0 : -1}
        aria-label={label}
        title={made?.error ? t(errorTextKey(made.error), { subject: made.error.subject ?? '' }) : label}
        onFocus={onFocus}
        onDoubleClick={() => sha256 !== null && onShow(sha256)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || sha256 === null) return
          event.preventDefault()
          onShow(sha256)
        }}
      >
        {url ? <img src={url} alt="" draggable={false} /> : <span>{state}</span>}
      </button>
    </div>
  )
}
