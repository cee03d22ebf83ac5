import { useTranslation } from 'react-i18next'
import type { GridAxis } from '#shared/grids/grid.ts'
import { gap, placeOf, type SheetLayout, type Size, type View } from './layout.ts'
import { useValueName } from '../value-name.ts'

interface LabelProps {
  readonly axis: GridAxis | undefined
  readonly layout: SheetLayout
  readonly view: View
}

/** The first axis' values, over their columns and always at the top. */
export function ColumnHeads({ axis, layout, view, window }: LabelProps & { window: Size }) {
  const { t } = useTranslation()
  const nameOf = useValueName()
  if (!axis) return null
  const step = layout.cell.width + gap
  return (
    <div role="row" className="sheet-columns">
      <span role="columnheader" className="sheet-corner" title={t(`grid-parameter.${axis.parameter}`)}>
        {t(`grid-parameter.${axis.parameter}`)}
      </span>
      {axis.values.map((value, column) => {
        const left = column * step - view.x
        if (left > window.width || left + layout.cell.width < 0) return null
        const name = nameOf(axis.parameter, value)
        return (
          <span
            key={column}
            role="columnheader"
            className="sheet-column"
            title={name}
            style={{ width: layout.cell.width, transform: `translateX(${left}px)` }}
          >
            {name}
          </span>
        )
      })}
    </div>
  )
}

/** The second axis' value, beside its row and always at the left. */
export function RowHead(props: LabelProps & { row: number; sheet: number; window: Size }) {
  const { axis, row, sheet, layout, view, window } = props
  const { t } = useTranslation()
  const nameOf = useValueName()
  if (!axis) return null
  const { y } = placeOf(layout, (sheet * layout.rows + row) * layout.columns)
  const name = nameOf(axis.parameter, axis.values[row] ?? '')
  // Of a row that is partly out of sight, the label stands beside the part that is seen.
  const top = Math.max(y - view.y, 0)
  const bottom = Math.min(y - view.y + layout.cell.height, window.height)
  return (
    <span
      role="rowheader"
      className="sheet-row"
      title={`${t(`grid-parameter.${axis.parameter}`)}: ${name}`}
      style={{ height: Math.max(bottom - top, 0), transform: `translateY(${top}px)` }}
    >
      <small>{t(`grid-parameter.${axis.parameter}`)}</small>
      {name}
    </span>
  )
}

/** The third axis' values, each over its sheet. */
export function SheetTitles({ axis, layout, view }: LabelProps) {
  const { t } = useTranslation()
  const nameOf = useValueName()
  if (!axis) return null
  return axis.values.map((value, sheet) => (
    <h3
      key={sheet}
      className="sheet-title"
      role="presentation"
      style={{
        transform: `translate(${-view.x}px, ${sheet * layout.sheetHeight - view.y}px)`,
        height: layout.titleHeight,
      }}
    >
      {t('grids.labelled', {
        name: t(`grid-parameter.${axis.parameter}`),
        value: nameOf(axis.parameter, value),
      })}
    </h3>
  ))
}
