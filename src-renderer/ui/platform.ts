import { createContext, useContext } from 'react'

/** `darwin`, `win32` or `linux`: how keys are written. */
export const PlatformContext = createContext('linux')

export function usePlatform(): string {
  return useContext(PlatformContext)
}
