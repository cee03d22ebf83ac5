import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { PictureBytes } from './protocol.ts'

/** The window's own page; its origin is what `'self'` means in the policy below. */
export const pageUrl = 'verso://app/index.html'

export function isPageUrl(url: string): boolean {
  return url.startsWith('verso://app/')
}

/** Scripts, styles and fonts from the application alone; pictures from the library; no network at all. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' verso: blob: data:",
  'connect-src verso: blob:',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** A file of the built page, or null for anything outside its folder or of a type the page never has. */
export async function readPageFile(folder: string, path: string): Promise<PictureBytes | null> {
  const file = normalize(join(folder, decodeURIComponent(path)))
  const mime = types[extname(file)]
  if (mime === undefined || !file.startsWith(folder + sep)) return null
  return readFile(file).then(
    (bytes) => ({ mime, bytes }),
    () => null,
  )
}
