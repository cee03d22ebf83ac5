import { z } from 'zod'

/** A SHA-256 in lower-case hexadecimal: the name of a picture's bytes in the library. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export type Sha256 = z.infer<typeof Sha256>
