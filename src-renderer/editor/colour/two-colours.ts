import type { Session } from '../session.ts'

/** Foreground and background change places. */
export function swapColours(session: Session): Session {
  return { ...session, colour: session.background, background: session.colour }
}

/** Black on white. */
export function plainColours(session: Session): Session {
  return { ...session, colour: '#000000', background: '#ffffff' }
}
