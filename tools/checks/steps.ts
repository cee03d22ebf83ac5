import { runNode, type Outcome } from '../child.ts'
import { inRoot, root } from '../place.ts'

/** One thing that must hold before the tests are worth running. */
export interface CheckStep {
  readonly name: string
  readonly run: () => Promise<Outcome>
}

/** One TypeScript project a runtime, so that what a runtime lacks does not even exist for its code. */
const projects = [
  'src-shared',
  'src-main',
  'src-main/tsconfig.preload.json',
  'src-renderer',
  'tests',
  'tools',
  'tsconfig.json',
]

function tool(script: string, ...args: string[]): () => Promise<Outcome> {
  return () => runNode(inRoot('node_modules', ...script.split('/')), args, { cwd: root, capture: true })
}

const types: CheckStep[] = projects.map((project) => ({
  name: `types of ${project}`,
  run: tool('typescript/bin/tsc', '-p', project),
}))

export const steps: readonly CheckStep[] = [
  ...types,
  {
    name: 'lint',
    run: tool(
      'eslint/bin/eslint.js',
      '.',
      '--cache',
      '--cache-location',
      'out/eslint/',
      '--max-warnings',
      '0',
    ),
  },
  {
    name: 'format',
    run: tool(
      'prettier/bin/prettier.cjs',
      '--check',
      '.',
      '--cache',
      '--cache-location',
      'out/prettier.cache',
      '--log-level',
      'warn',
    ),
  },
  { name: 'dead code', run: tool('knip/bin/knip.js', '--no-progress', '--no-config-hints') },
]
