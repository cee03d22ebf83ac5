import { useTranslation } from 'react-i18next'
import { Fold } from '#ui/fold.tsx'
import { ControlFields } from './control-fields.tsx'
import { EmbeddingFields } from './embedding-fields.tsx'
import { LoraFields } from './lora-fields.tsx'
import { useAdditionFiles } from './use-addition-files.ts'

/** LoRAs, embeddings and ControlNets: files in the models folder that change what a model makes. */
export function AdditionsFold() {
  const { t } = useTranslation()
  return (
    <Fold label={t('additions.title')}>
      <AdditionsList />
    </Fold>
  )
}

/** Reads the folder when the fold is opened, so that new files are seen without a new start. */
function AdditionsList() {
  const { t } = useTranslation()
  const files = useAdditionFiles()
  if (files === null) return null
  const count = files.loras.length + files.embeddings.length + files.controls.length
  return (
    <>
      {count === 0 && <p className="additions-hint">{t('additions.none')}</p>}
      <LoraFields files={files.loras} />
      <EmbeddingFields files={files.embeddings} />
      <ControlFields files={files.controls} />
    </>
  )
}
