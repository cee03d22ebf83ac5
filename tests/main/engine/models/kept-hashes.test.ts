import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { keepHashes } from '#engine/models/kept-hashes.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const hash = 'a'.repeat(64)

test('hashes are known again in the next process', () => {
  const file = join(temporaryFolder(), 'verso', 'hashes.json')
  expect(keepHashes(file).get('model')).toBeUndefined()
  keepHashes(file).set('model', hash)
  keepHashes(file).set('other', hash)
  expect(keepHashes(file).get('model')).toBe(hash)
  expect(keepHashes(file).get('other')).toBe(hash)
  expect(readdirSync(dirname(file))).toEqual(['hashes.json'])
})

test.each(['{', '[]', '{"model": "no hash"}', ''])('a damaged file counts as empty: %s', (text) => {
  const file = join(temporaryFolder(), 'hashes.json')
  writeFileSync(file, text)
  const hashes = keepHashes(file)
  expect(hashes.get('model')).toBeUndefined()
  hashes.set('model', hash)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ model: hash })
})

test('where nothing can be written, hashes are kept for this process', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const hashes = keepHashes(join(file, 'hashes.json'))
  hashes.set('model', hash)
  expect(hashes.get('model')).toBe(hash)
})
