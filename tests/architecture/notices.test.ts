import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { noticesText, shippedPackages } from '#tools/notices.ts'

it('THIRD-PARTY-NOTICES.md is what `node tools/notices.ts` writes', () => {
  expect(readFileSync('THIRD-PARTY-NOTICES.md', 'utf8')).toBe(noticesText())
})

it('every package that is shipped names a licence', () => {
  expect(shippedPackages().filter(({ license }) => !license)).toEqual([])
})
