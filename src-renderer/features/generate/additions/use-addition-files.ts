import { useEffect, useState } from 'react'
import type { AdditionFiles } from '#shared/entities/addition-files.ts'
import { showError } from '#features/show-error.ts'
import { useParts } from '#features/parts-context.ts'

/** What lies in the models folder now; null while it is read. */
export function useAdditionFiles(): AdditionFiles | null {
  const { client, notices } = useParts()
  const [files, setFiles] = useState<AdditionFiles | null>(null)
  useEffect(() => {
    let isShown = true
    void client.api('models.additions', null).then((listed) => {
      if (!isShown) return
      if (listed.ok) setFiles(listed.value)
      else showError(notices, listed.error)
    })
    return () => {
      isShown = false
    }
  }, [client, notices])
  return files
}
