import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { house } from './tools/house/eslint-plugin.ts'

const configFiles = ['*.config.{js,ts}']
const source = ['src-*/**/*.{ts,tsx}']
const typed = ['src-*/**/*.{ts,tsx}', 'tests/**/*.{ts,tsx}', 'tools/**/*.ts', 'benchmarks/**/*.ts']

export default defineConfig(
  globalIgnores([
    'out/',
    'dist/',
    'node_modules/',
    'training/',
    'tools/electron-fallback/default-app/',
    '**/*.d.mts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  tseslint.configs.strict,
  {
    plugins: { house },
    rules: {
      'house/imports': 'error',
      'house/no-default-export': 'error',
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
    },
  },
  // A component is mostly markup, and a test file mostly one `describe`.
  { files: ['**/*.tsx'], rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true }] } },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['tests/e2e/**'], rules: { 'no-empty-pattern': 'off' } },
  { files: configFiles, rules: { 'house/no-default-export': 'off' } },
  // Rules that need types: the ones that find promises and cases that were forgotten.
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  // The preload script is its own TypeScript project: it has a DOM, which the rest of the main side has not.
  {
    files: ['src-main/preload.ts'],
    languageOptions: { parserOptions: { projectService: false, project: 'src-main/tsconfig.preload.json' } },
  },
  {
    files: source,
    ignores: ['src-main/cli.ts', 'src-main/cli/**'],
    rules: { 'no-console': 'error' },
  },
  { files: ['src-renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
)
