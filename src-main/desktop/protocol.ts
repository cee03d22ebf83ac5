import { protocol, type Protocol } from 'electron'
import { pictureScheme } from '#shared/ipc/bridge.ts'
import { contentSecurityPolicy, readPageFile } from './page.ts'

/** What the scheme serves; each returns null where there is nothing by that name. */
export interface PictureSource {
  picture(sha256: string): Promise<PictureBytes | null>
  thumbnail(sha256: string): Promise<PictureBytes | null>
  preview(jobId: string): Promise<PictureBytes | null>
  /** `<document>/<numbers>`: tiles of the open document, one after another. */
  tiles(name: string): Promise<PictureBytes | null>
  document(id: string): Promise<PictureBytes | null>
}

export interface PictureBytes {
  readonly mime: string
  readonly bytes: Uint8Array
}

/** A document may have no small picture yet, and be put away while its tiles are read ahead: neither is a fault. */
const mayLack = new Set(['document', 'tiles'])

/** Must run before Electron is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true }
  protocol.registerSchemesAsPrivileged([{ scheme: pictureScheme, privileges }])
}

/**
 * The one scheme the window can read, and only read: its page at `verso://app/`, pictures by id at
 * `verso://picture/<sha256>`, `verso://thumbnail/<sha256>` and `verso://preview/<job id>`, tiles of the open document at
 * `verso://tiles/<document>/<numbers>`, a document's small picture at `verso://document/<id>`.
 */
export function serveScheme(
  session: { protocol: Protocol },
  pageFolder: string,
  source: PictureSource,
): void {
  session.protocol.handle(pictureScheme, async (request) => {
    if (request.method !== 'GET') return new Response(null, { status: 405 })
    const url = new URL(request.url)
    const name = url.pathname.slice(1)
    const found =
      url.hostname === 'app' ? await readPageFile(pageFolder, name) : await find(source, url.hostname, name)
    if (found === null) return new Response(null, { status: mayLack.has(url.hostname) ? 204 : 404 })
    // As a Blob: Electron fails now and then on a body of bare bytes.
    return new Response(new Blob([found.bytes]), {
      headers: headers(url.hostname, found.mime),
    })
  })
}

function headers(host: string, mime: string): Record<string, string> {
  const common = { 'content-type': mime, 'x-content-type-options': 'nosniff' }
  if (host === 'app') return { ...common, 'content-security-policy': contentSecurityPolicy }
  // A picture's name is its hash, so it never changes; the others do.
  const constant = host === 'picture' || host === 'thumbnail'
  const cache = constant ? 'public, max-age=31536000, immutable' : 'no-store'
  return { ...common, 'cache-control': cache, 'access-control-allow-origin': 'verso://app' }
}

async function find(source: PictureSource, kind: string, name: string): Promise<PictureBytes | null> {
  switch (kind) {
    case 'picture':
      return /^[0-9a-f]{64}$/.test(name) ? source.picture(name) : null
    case 'thumbnail':
      return /^[0-9a-f]{64}$/.test(name) ? source.thumbnail(name) : null
    case 'preview':
      return /^[\w-]{1,64}$/.test(name) ? source.preview(name) : null
    case 'tiles':
      return /^[\w-]{1,64}\/\d+(,\d+){0,1023}$/.test(name) ? source.tiles(name) : null
    case 'document':
      return /^[\w-]{1,64}$/.test(name) ? source.document(name) : null
    default:
      return null
  }
}
