import { useTranslation } from 'react-i18next'
import type { AdditionFile } from '#shared/entities/addition-files.ts'
import { useDraftRequest } from '../use-draft.ts'
import { AddSelect } from './add-select.tsx'
import { AdditionRow, nameOfFile } from './addition-row.tsx'

/** Embeddings whose words the next prompt may say. */
export function EmbeddingFields({ files }: { files: readonly AdditionFile[] }) {
  const { t } = useTranslation()
  const [{ embeddings }, change] = useDraftRequest()
  return (
    <>
      {embeddings.map((file) => (
        <AdditionRow
          key={file}
          name={nameOfFile(file)}
          onRemove={() => change({ embeddings: embeddings.filter((other) => other !== file) })}
        >
          <span title={t('hint.embedding')}>{t('added.embedding', { name: nameOfFile(file) })}</span>
        </AdditionRow>
      ))}
      <AddSelect
        label={t('additions.embedding')}
        files={files.filter(({ file }) => !embeddings.includes(file))}
        onAdd={(file) => change({ embeddings: [...embeddings, file] })}
      />
    </>
  )
}
