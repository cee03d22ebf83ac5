import { createContext, useContext } from 'react'
import type { FeatureParts } from './feature.ts'

export const PartsContext = createContext<FeatureParts | null>(null)

export function useParts(): FeatureParts {
  const parts = useContext(PartsContext)
  if (!parts) throw new Error('The parts are read outside of the shell.')
  return parts
}
