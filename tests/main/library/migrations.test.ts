import { expect, it } from 'vitest'
import { migrations } from '#library/migrations/list.ts'

it('numbers the migrations upwards', () => {
  const numbers = migrations.map((migration) => migration.number)
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
})
