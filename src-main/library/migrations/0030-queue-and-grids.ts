import type { Migration } from './migration.ts'

/** Grids, whose cells are jobs; a paused grid's jobs wait. */
export const queueAndGrids: Migration = {
  number: 30,
  sql: `
CREATE TABLE grids (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  plan TEXT NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  created_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX grids_by_age ON grids (created_at);
ALTER TABLE jobs ADD COLUMN grid_id TEXT REFERENCES grids (id);
ALTER TABLE jobs ADD COLUMN grid_cell INTEGER;
CREATE INDEX jobs_of_grid ON jobs (grid_id, grid_cell) WHERE grid_id IS NOT NULL;
`,
}
