import { first } from './0010-first.ts'
import { queueAndGrids } from './0030-queue-and-grids.ts'
import type { Migration } from './migration.ts'

/** In ascending order. */
export const migrations: readonly Migration[] = [first, queueAndGrids]
