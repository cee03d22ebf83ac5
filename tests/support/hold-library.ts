import { openLibrary } from '#library/open-library.ts'
import { toAppError } from '#shared/errors.ts'

// Opens a library in a process of its own and holds it; tells its parent `open`, or the error.
const [dir = '', user] = process.argv.slice(2)
if (user === 'as-nobody' && process.getuid?.() === 0) process.setuid?.(65534)
try {
  openLibrary({ dir, clock: () => new Date() })
  process.send?.('open')
  setInterval(() => undefined, 1000)
} catch (error) {
  process.send?.(toAppError(error))
}
