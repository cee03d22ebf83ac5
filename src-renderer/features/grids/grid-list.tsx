import { Grid3x3, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Grid } from '#shared/grids/grid.ts'
import { Button } from '#ui/button.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { type GridsView, openGrid } from './grids-state.ts'

/** All grids, newest first, and the way to a new one. */
export function GridList({ view }: { view: GridsView }) {
  const { t } = useTranslation()
  const parts = useParts()
  const { list, shown, making } = useStore(view.state)
  return (
    <nav className="grid-list" aria-label={t('grids.title')}>
      <Button
        icon={Plus}
        onClick={() => view.state.set((value) => ({ ...value, making: true, shown: null }))}
      >
        {t('grids.new')}
      </Button>
      {list.length === 0 && !making && <p className="empty">{t('grids.empty')}</p>}
      <ul>
        {list.map((grid) => (
          <li key={grid.id}>
            <button
              type="button"
              className="grid-row"
              aria-current={grid.id === shown}
              onClick={() => void openGrid(parts, view, grid.id)}
            >
              <Grid3x3 size={16} aria-hidden />
              <span className="grid-row-name">{grid.name}</span>
              <Count grid={grid} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Count({ grid: { counts } }: { grid: Grid }) {
  const { t } = useTranslation()
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return <span className="grid-count">{t('grids.made', { made: counts.done, count: all })}</span>
}
