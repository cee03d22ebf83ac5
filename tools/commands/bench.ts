import { existsSync, readdirSync } from 'node:fs'
import { buildAppOrFail } from '../build/build.ts'
import { runNode } from '../child.ts'
import { inRoot } from '../place.ts'
import { fail } from '../setup/say.mjs'
import { setUpStudio } from '../setup/studio.ts'

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
  // Some measure in the real window: it, its display and its build are there before the clock starts.
  const studio = await setUpStudio()
  await buildAppOrFail()
  process.exitCode = (await runNode(file, rest, { env: studio.env })).code
  studio.display.stop()
}
