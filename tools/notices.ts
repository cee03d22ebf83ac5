import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { inRoot } from './place.ts'

interface Locked {
  readonly version: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
}

interface Package extends Locked {
  readonly name: string
  /** The text of its licence file, null when it carries none or isn't installed on every system. */
  readonly text: string | null
}

/** Packages of the lockfile that only run the project's scripts, or that stand for nothing. */
const notShipped = /^(node-(linux|win|bin)|@img\/sharp-linux-x64$)/

const head = `# Third-party notices

Verso is licensed under the Apache License 2.0 (see LICENSE). It is built with the packages below, each under its own licence.
Electron (MIT) and Chromium, in which Verso runs, bring their notices as \`LICENSE.electron.txt\` and \`LICENSES.chromium.html\`
beside the application. This file is written by \`node tools/notices.ts\` from the lockfile.
`

/** Files of others that are shipped as they are, with the text of their licence. */
const shippedFiles = [
  {
    name: "CLIP's vocabulary",
    version: 'assets/tokenizers/clip',
    license: 'MIT',
    where: 'https://pypi.org/project/open-clip-torch/3.3.0/',
    text: 'assets/tokenizers/clip/LICENSE',
  },
] as const

/** Every package that a built Verso may contain, on any system, in the order of its name. */
export function shippedPackages(): Package[] {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  return Object.entries(lock.packages)
    .filter(([place, entry]) => place !== '' && !entry.dev && !entry.devOptional)
    .map(([place, entry]) => ({
      ...entry,
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 13),
    }))
    .filter(({ name }) => !notShipped.test(name))
    .map(({ place, ...entry }) => ({ ...entry, text: entry.optional ? null : licenceText(place) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function licenceText(place: string): string | null {
  const folder = inRoot(place)
  if (!existsSync(folder)) return null
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name))
  return file ? readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim() : null
}

/** The text of THIRD-PARTY-NOTICES.md: a table of all packages, then each licence text once with those that carry it. */
export function noticesText(): string {
  const packages = shippedPackages()
  const rows = packages.map(
    ({ name, version, license }) =>
      `| ${name} | ${version} | ${license ?? 'see its page'} | https://www.npmjs.com/package/${name}/v/${version} |`,
  )
  const files = shippedFiles.map(
    ({ name, version, license, where }) => `| ${name} | ${version} | ${license} | ${where} |`,
  )
  const texts = new Map<string, string[]>()
  for (const { name, text } of shippedFiles) texts.set(readFileSync(inRoot(text), 'utf8').trim(), [name])
  for (const { name, text } of packages) if (text) texts.set(text, [...(texts.get(text) ?? []), name])
  const sections = [...texts].map(
    ([text, names]) => `## ${names.join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  )
  const table = ['| package | version | licence | where |', '|---|---|---|---|', ...files, ...rows].join('\n')
  return [head, `${table}\n`, ...sections].join('\n')
}

if (import.meta.main) writeFileSync(inRoot('THIRD-PARTY-NOTICES.md'), noticesText())
