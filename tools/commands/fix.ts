import { runNode } from '../child.ts'
import { inRoot, root } from '../place.ts'

const lint = await runNode(inRoot('node_modules/eslint/bin/eslint.js'), ['.', '--fix'], { cwd: root })
const format = await runNode(
  inRoot('node_modules/prettier/bin/prettier.cjs'),
  ['--write', '.', '--log-level', 'warn'],
  { cwd: root },
)
process.exitCode = lint.code || format.code
