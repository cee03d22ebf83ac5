import { Settings } from '#shared/entities/settings.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

/** A row a setting; what is missing, or no longer a valid choice, takes its default. */
export function readSettings(db: ReadableDb): Settings {
  const rows = db.all<{ name: string; value: string }>('SELECT name, value FROM settings')
  const stored = new Map(rows.map((row) => [row.name, row.value]))
  const entries = Object.entries(Settings.shape).map(([name, shape]) => {
    const text = stored.get(name)
    const parsed = shape.safeParse(text === undefined ? undefined : JSON.parse(text))
    return [name, parsed.success ? parsed.data : shape.parse(undefined)]
  })
  return Settings.parse(Object.fromEntries(entries))
}

export function writeSettings(db: WritableDb, settings: Settings): void {
  db.transaction(() => {
    for (const [name, value] of Object.entries(settings)) {
      db.run(
        'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        name,
        JSON.stringify(value),
      )
    }
  })
}
