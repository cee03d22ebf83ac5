import { writeFileSync } from 'node:fs'
import { schemaText } from './schema.ts'

writeFileSync(new URL('schema.sql', import.meta.url), schemaText())
