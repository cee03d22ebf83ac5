import type { Database, Statement } from 'better-sqlite3'
import { asLibraryError } from './sqlite-error.ts'

export type SqlValue = string | number | null

declare const access: unique symbol

/** What a reader takes. A statement that would write is refused, whatever the types say. */
export interface ReadableDb {
  readonly [access]: 'read' | 'write'
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[]
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined
}

/** What a writer takes. */
export interface WritableDb extends ReadableDb {
  readonly [access]: 'write'
  /** Returns the number of rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): number
  /** All of `work` or nothing of it; may be nested. */
  transaction<T>(work: () => T): T
}

/** Wraps a connection: statements are prepared once, and SQLite's errors become `VersoError`s that name the file. */
export function writableDb(connection: Database): WritableDb {
  const prepare = statementCache(connection)
  const guard = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw asLibraryError(error, connection.name)
    }
  }
  const reading = (sql: string) => {
    const statement = prepare(sql)
    if (!statement.readonly) throw new TypeError(`A reader was given a statement that writes: ${sql}`)
    return statement
  }
  return {
    all: (sql: string, ...values: readonly SqlValue[]) => guard(() => reading(sql).all(...values)),
    get: (sql: string, ...values: readonly SqlValue[]) => guard(() => reading(sql).get(...values)),
    run: (sql: string, ...values: readonly SqlValue[]) => guard(() => prepare(sql).run(...values).changes),
    transaction: <T>(work: () => T) => guard(() => connection.transaction(work).immediate()),
  } as WritableDb
}

function statementCache(connection: Database): (sql: string) => Statement {
  const statements = new Map<string, Statement>()
  return (sql) => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
}
