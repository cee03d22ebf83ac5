import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isInstalled } from '#tools/setup/packages.mjs'

let root = ''

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'verso-packages-'))
  mkdirSync(path.join(root, 'node_modules'))
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function write(file: string, packages: Record<string, { version?: string; optional?: boolean }>): void {
  writeFileSync(path.join(root, file), JSON.stringify({ packages }))
}

const lockfile = {
  '': { version: '0.1.0' },
  'node_modules/react': { version: '19.3.1' },
  'node_modules/only-on-windows': { version: '1.0.0', optional: true },
}

it('an install that npm finished is complete, whatever is optional', () => {
  write('package-lock.json', lockfile)
  write('node_modules/.package-lock.json', { 'node_modules/react': { version: '19.3.1' } })
  expect(isInstalled(root)).toBe(true)
})

it('an install that was interrupted is not', () => {
  write('package-lock.json', lockfile)
  expect(isInstalled(root)).toBe(false)
})

it('an install of another lockfile is not', () => {
  write('package-lock.json', lockfile)
  write('node_modules/.package-lock.json', { 'node_modules/react': { version: '19.3.0' } })
  expect(isInstalled(root)).toBe(false)
})

it('a damaged record is not', () => {
  write('package-lock.json', lockfile)
  writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), '{ "packages": ')
  expect(isInstalled(root)).toBe(false)
})
