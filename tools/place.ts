import path from 'node:path'

/** The repository's root; every path that tools print or pass starts here. */
export const root = path.dirname(import.meta.dirname)

export function inRoot(...parts: string[]): string {
  return path.join(root, ...parts)
}
