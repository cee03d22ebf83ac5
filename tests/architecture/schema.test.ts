import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { schemaText } from '#library/schema.ts'

it('schema.sql is what the migrations make', () => {
  expect(readFileSync('src-main/library/schema.sql', 'utf8')).toBe(schemaText())
})
