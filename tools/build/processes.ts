import { build, type BuildOptions } from 'esbuild'
import { inRoot } from '../place.ts'

/** Native or provided by the runtime; everything else is bundled, which is what makes the window open fast. */
const external = ['electron', 'better-sqlite3', 'onnxruntime-node', 'sharp']

/** A CommonJS bundle has no `import.meta`; these stand in for it. */
const importMeta: BuildOptions = {
  define: {
    'import.meta.url': 'bundleUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href" },
}

function options(entry: string): BuildOptions {
  return {
    entryPoints: [inRoot('src-main', `${entry}.ts`)],
    outfile: inRoot('out', `${entry}.cjs`),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The oldest runtime it must run on: Electron 33.
    target: 'node20.18',
    external,
    sourcemap: true,
    logLevel: 'warning',
    // A sandboxed preload script is one file and sees neither Node nor import.meta.
    ...(entry === 'preload' ? {} : importMeta),
  }
}

export const entries = ['main', 'preload', 'engine-process'] as const

/** Bundles the main process, the preload script and the engine's process into `out/*.cjs`. */
export async function buildProcesses(): Promise<void> {
  await Promise.all(entries.map((entry) => build(options(entry))))
}
