import { useEffect, useState } from 'react'
import { useParts } from '../parts-context.ts'

/** Milliseconds that a unit of work of this model took lately on this machine; null while that is not known. */
export function usePace(model: string): number | null {
  const { client } = useParts()
  const [pace, setPace] = useState<{ model: string; pace: number | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    void client.api('queue.pace', { model }).then((answer) => {
      if (isWanted) setPace({ model, pace: answer.ok ? answer.value : null })
    })
    return () => {
      isWanted = false
    }
  }, [client, model])
  return pace?.model === model ? pace.pace : null
}
