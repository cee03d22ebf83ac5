import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { PictureDescription } from '#shared/entities/picture-description.ts'
import { runCli, tinyModel } from '#tests/support/run-cli.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const starterDir = join(import.meta.dirname, '..', '..', '..', 'assets', 'models', 'starter')

/** A yellow disc on blue. */
async function sun(): Promise<string> {
  const path = join(temporaryFolder(), 'sun.png')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#22f"/><circle cx="128" cy="128" r="80" fill="#fd2"/></svg>`
  writeFileSync(path, await sharp(Buffer.from(svg)).png().toBuffer())
  return path
}

it('lists the nearest phrases with their likeness, and says how far to trust them', async () => {
  const { code, stdout, stderr } = await runCli(['describe', await sun(), '--count', '2'], { starterDir })
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.split('\n')
  expect(lines.filter((line) => /^ +-?\d\.\d\d {2}\S/.test(line))).toHaveLength(8)
  expect(lines.filter((line) => /^[A-Z][a-z]+$/.test(line))).toEqual([
    'Things',
    'Styles',
    'Backgrounds',
    'Places',
  ])
  expect(stdout).toContain('on a blue background')
  expect(stdout).toContain('often wrong')
})

it('gives JSON, the nearest first', async () => {
  const { code, stdout } = await runCli(['describe', await sun(), '--json'], { starterDir })
  expect(code).toBe(0)
  const { things, backgrounds } = PictureDescription.parse(JSON.parse(stdout))
  expect(things).toHaveLength(5)
  expect(things.map(({ likeness }) => likeness)).toEqual(
    things.map(({ likeness }) => likeness).toSorted((one, other) => other - one),
  )
  expect(backgrounds[0]?.phrase).toBe('on a blue background')
})

it.each([
  [[], /Say which picture/],
  [['a.png', 'b.png'], /Say which picture/],
  [['a.png', '--count', '0'], /--count must be a whole number from 1 to 1000/],
  [['/nowhere/a.png'], /\/nowhere\/a\.png/],
])('refuses %j', async (args, message) => {
  const { code, stderr } = await runCli(['describe', ...args], { starterDir })
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
})

it('a model without a matcher is an error that says what to do', async () => {
  const { code, stderr } = await runCli(['describe', await sun(), '--model', tinyModel], { starterDir })
  expect(code).toBe(2)
  expect(stderr).toMatch(/has no matcher.*Choose Verso's own model/)
})
