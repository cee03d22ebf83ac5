import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../place.ts'

const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
  imports: Record<string, string>
}

/** The architecture as a table: a room, and the rooms that it may import besides itself. The longest match counts. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-main/engine': ['src-shared'],
  'src-main/library': ['src-shared'],
  'src-main/files': ['src-shared'],
  'src-main/responsibility': ['src-shared'],
  'src-main/services': [
    'src-shared',
    'src-main/engine',
    'src-main/library',
    'src-main/files',
    'src-main/responsibility',
  ],
  'src-main/ipc': ['src-shared', 'src-main/services'],
  'src-main/desktop': ['src-shared'],
  // The composition roots wire everything; the window's door and the engine's process see only what they serve.
  'src-main': ['src-shared'],
  'src-main/preload.ts': ['src-shared'],
  'src-main/engine-process.ts': ['src-shared', 'src-main/engine'],
  'src-renderer/ui': ['src-shared'],
  'src-renderer/client': ['src-shared'],
  'src-renderer/editor': ['src-shared', 'src-renderer/ui'],
  'src-renderer/features': ['src-shared', 'src-renderer/ui', 'src-renderer/editor', 'src-renderer/client'],
  'src-renderer/app': [
    'src-shared',
    'src-renderer/ui',
    'src-renderer/editor',
    'src-renderer/client',
    'src-renderer/features',
  ],
  'src-renderer': ['src-shared'],
}

/** Parts of a room that may import less than the room: a sampler knows tensors and nothing else. */
const quarters: Readonly<Record<string, readonly string[]>> = {
  'src-main/engine/samplers': ['src-main/engine/samplers', 'src-main/engine/tensor', 'src-shared'],
}

/** Where each package from npm may be imported. One that isn't listed may be imported nowhere in `src-*`. */
const owners: Readonly<Record<string, readonly string[]>> = {
  electron: ['src-main/desktop', 'src-main/ipc', 'src-main/main.ts', 'src-main/preload.ts'],
  'better-sqlite3': ['src-main/library'],
  'onnxruntime-node': ['src-main/engine/runtime'],
  sharp: ['src-main/files'],
  zod: ['src-shared', 'src-main', 'src-renderer/features'],
  konva: ['src-renderer/editor'],
  react: ['src-renderer'],
  'react-dom': ['src-renderer'],
  'react-i18next': ['src-renderer'],
  i18next: ['src-renderer', 'src-main/desktop'],
  'lucide-react': ['src-renderer'],
  '@tanstack/react-virtual': ['src-renderer'],
  fuzzysort: ['src-renderer'],
  // Layered files are taken apart in the sandboxed window, archives that hold a whole document in the main process.
  'ag-psd': ['src-renderer/features'],
  'fast-png': ['src-renderer/features'],
  'fast-xml-parser': ['src-renderer/features'],
  fflate: ['src-renderer/features', 'src-main/files'],
  yauzl: ['src-main/files'],
  yazl: ['src-main/files'],
}

/**
 * What is wrong with `file` (from the root, with `/`) importing `specifier`, in words, or null when nothing is.
 * Files outside `src-*` may import anything.
 */
export function objectionTo(file: string, specifier: string): string | null {
  if (!file.startsWith('src-')) return null
  if (specifier.startsWith('node:')) {
    return /^src-(shared|renderer)\//.test(file) ? `${roomOf(file)} runs where Node is not` : null
  }
  const target = resolveInside(file, specifier)
  return target === null ? objectionToPackage(file, specifier) : objectionToFile(file, target)
}

/** The path from the root that a relative or `#room/…` import names; null for a package. */
export function resolveInside(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  if (!specifier.startsWith('#')) return null
  const [alias = '', ...rest] = specifier.split('/')
  const place = manifest.imports[`${alias}/*`]
  return place ? path.posix.join(path.posix.dirname(place), ...rest) : specifier
}

function objectionToPackage(file: string, specifier: string): string | null {
  const [scope = '', name] = specifier.split('/')
  const dependency = scope.startsWith('@') ? `${scope}/${name ?? ''}` : scope
  const allowed = owners[dependency]
  if (!allowed) return `${dependency} has no owner; give it one in tools/house/layers.ts`
  return allowed.some((place) => isInside(file, place))
    ? null
    : `${dependency} is for ${allowed.join(', ')} only`
}

function objectionToFile(file: string, target: string): string | null {
  const quarter = longest(Object.keys(quarters), file)
  const room = roomOf(file)
  if (quarter) {
    const allowed = quarters[quarter] ?? []
    return allowed.some((place) => isInside(target, place))
      ? null
      : `${quarter} imports only ${allowed.slice(1).join(' and ')}`
  }
  if (isInside(target, 'assets')) return null
  // main.ts, cli.ts and main.tsx wire the rooms of their own side.
  if (room === 'src-main' || room === 'src-renderer') {
    return isInside(target, room) || isInside(target, 'src-shared')
      ? null
      : `${room} never imports ${roomOf(target)}`
  }
  const feature = featureOf(file)
  if (feature && featureOf(target) && featureOf(target) !== feature)
    return 'a feature never imports another feature'
  if (isInside(target, room) || (rooms[room] ?? []).some((place) => isInside(target, place))) return null
  return `${room} may not import ${roomOf(target)}`
}

function roomOf(file: string): string {
  return longest(Object.keys(rooms), file) ?? (file.split('/')[0] || file)
}

function longest(places: readonly string[], file: string): string | undefined {
  return places.filter((place) => isInside(file, place)).sort((a, b) => b.length - a.length)[0]
}

function isInside(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

/** The folder of a feature; files that lie directly in `features/` belong to none. */
function featureOf(file: string): string | null {
  return /^src-renderer\/features\/([^/]+)\//.exec(file)?.[1] ?? null
}
