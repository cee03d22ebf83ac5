import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { root } from '../place.ts'
import { resolveInside } from './layers.ts'

export interface SourceFile {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
  readonly lines: number
}

export interface Import {
  readonly specifier: string
  /** Erased before the program runs, so it can't close a cycle. */
  readonly typeOnly: boolean
}

/** Every TypeScript file below the given folders. */
export function readSources(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
      .filter((item) => item.isFile() && /\.(ts|tsx|mjs)$/.test(item.name))
      .map((item) => {
        const text = readFileSync(path.join(item.parentPath, item.name), 'utf8')
        const place = path.relative(root, path.join(item.parentPath, item.name))
        return { path: place.split(path.sep).join('/'), text, lines: text.split('\n').length - 1 }
      }),
  )
}

/** Static imports and re-exports of a file. */
export function importsOf(file: SourceFile): Import[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest)
  return tree.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const clause = statement.importClause
      return [
        {
          specifier: statement.moduleSpecifier.text,
          typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
        },
      ]
    }
    if (
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier &&
      ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      return [{ specifier: statement.moduleSpecifier.text, typeOnly: statement.isTypeOnly }]
    }
    return []
  })
}

/** Rings of files that import one another at run time, each once, as the paths around it. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap(({ specifier, typeOnly }) =>
        typeOnly ? [] : (resolveInside(file.path, specifier) ?? []),
      ),
    ]),
  )
  const cycles: string[][] = []
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) cycles.push([...trail.slice(start), file])
    if (start >= 0 || done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  return cycles
}
