import { existsSync, readdirSync } from 'node:fs'
import { runNode } from '../child.ts'
import { inRoot } from '../place.ts'
import { fail } from '../setup/say.mjs'

/** `npm run bench` lists the benchmarks; `npm run bench -- <name> …` runs one and passes the rest on. */
const folder = inRoot('benchmarks')
const ending = '.bench.ts'
const names = readdirSync(folder)
  .filter((name) => name.endsWith(ending))
  .map((name) => name.slice(0, -ending.length))
const [name, ...rest] = process.argv.slice(2)

if (name === undefined) {
  console.log(names.length > 0 ? names.join('\n') : 'There is no benchmark yet.')
} else {
  const file = `${folder}/${name}${ending}`
  if (!existsSync(file)) fail(`There is no benchmark "${name}". There are: ${names.join(', ') || 'none'}.`)
  process.exitCode = (await runNode(file, rest)).code
}
