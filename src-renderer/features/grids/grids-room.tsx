import { type ComponentType, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { GridHead } from './grid-head.tsx'
import { GridList } from './grid-list.tsx'
import { GridMaker } from './grid-maker.tsx'
import { type GridsView, loadGrids } from './grids-state.ts'
import { Sheet } from './sheet/sheet.tsx'

/** The room of grids: all that there are, one in the making, or one as a sheet. */
export function createGridsRoom(view: GridsView): ComponentType {
  return function GridsRoom() {
    const { t } = useTranslation()
    const parts = useParts()
    const { list, making, shown, cells } = useStore(view.state)
    useEffect(() => void loadGrids(parts, view), [parts])
    const grid = list.find(({ id }) => id === shown)
    return (
      <div className="grids-room">
        <GridList view={view} />
        {making && <GridMaker view={view} />}
        {!making && !grid && <p className="empty">{t('grids.choose')}</p>}
        {!making && grid && (
          <section className="grid-shown" aria-label={grid.name}>
            <GridHead view={view} grid={grid} cells={cells} />
            <Sheet key={grid.id} grid={grid} cells={cells} onShow={(sha256) => view.show(sha256)} />
          </section>
        )}
      </div>
    )
  }
}
