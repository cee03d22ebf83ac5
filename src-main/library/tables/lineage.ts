import type { ReadableDb, WritableDb } from '../handles.ts'

/** An edge of the graph: `child` was made from `parent`, which may be a picture that this library never had. */
export interface LineageEdge {
  readonly child: string
  readonly parent: string
  readonly role: string
}

export function insertLineage(db: WritableDb, edge: LineageEdge): void {
  db.run(
    'INSERT INTO lineage (child, parent, role) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    edge.child,
    edge.parent,
    edge.role,
  )
}

export function parentsOf(db: ReadableDb, child: string): LineageEdge[] {
  return db.all('SELECT child, parent, role FROM lineage WHERE child = ? ORDER BY role, parent', child)
}

export function childrenOf(db: ReadableDb, parent: string): LineageEdge[] {
  return db.all('SELECT child, parent, role FROM lineage WHERE parent = ? ORDER BY child', parent)
}
