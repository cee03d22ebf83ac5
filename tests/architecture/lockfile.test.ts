import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

interface Entry {
  readonly integrity?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Entry>
}

/** Where npm would look for a package from a place in the tree: there, then in each folder above. */
function isLocked(name: string, from: string): boolean {
  const above = from
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'))
  return ['', ...above].some((place) => `${place}${place && '/'}node_modules/${name}` in packages)
}

it('every package has a checksum', () => {
  const bare = Object.entries(packages).filter(([place, entry]) => place !== '' && !entry.integrity)
  expect(bare.map(([place]) => place)).toEqual([])
})

it('every optional package of another system is listed, without which `npm ci` refuses the file', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(name, place)),
  )
  expect(missing).toEqual([])
})
