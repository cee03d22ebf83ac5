import { useTranslation } from 'react-i18next'
import type { AdditionFile } from '#shared/entities/addition-files.ts'
import type { ControlUse } from '#shared/entities/request-additions.ts'
import { showError } from '#features/show-error.ts'
import { thumbnailUrl } from '#client/pictures.ts'
import { flattenBox } from '#editor/flatten.ts'
import { Button } from '#ui/button.tsx'
import { Slider } from '#ui/slider.tsx'
import { useParts } from '#features/parts-context.ts'
import { useDraftRequest } from '../use-draft.ts'
import { AddSelect } from './add-select.tsx'
import { AdditionRow, nameOfFile } from './addition-row.tsx'

/** ControlNets of the next picture; each follows what lay in the box when it was added or last taken anew. */
export function ControlFields({ files }: { files: readonly AdditionFile[] }) {
  const { t } = useTranslation()
  const [{ controls }, change] = useDraftRequest()
  const takeCanvas = useTakeCanvas()
  const put = (at: number, use: ControlUse) =>
    change({ controls: controls.map((control, index) => (index === at ? use : control)) })
  return (
    <>
      {controls.map((use, at) => (
        <AdditionRow
          key={at}
          name={nameOfFile(use.model)}
          onRemove={() => change({ controls: controls.filter((_, index) => index !== at) })}
        >
          <Slider
            label={nameOfFile(use.model)}
            hint={t('hint.control-scale')}
            {...{ min: 0, max: 2, step: 0.05, value: use.scale }}
            onChange={(scale) => put(at, { ...use, scale })}
          />
          <div className="addition-picture">
            <img src={thumbnailUrl(use.image)} alt={t('additions.control-picture')} />
            <Button
              variant="quiet"
              title={t('hint.control-picture')}
              onClick={() => void takeCanvas().then((image) => image && put(at, { ...use, image }))}
            >
              {t('additions.take-canvas')}
            </Button>
          </div>
        </AdditionRow>
      ))}
      <AddSelect
        label={t('additions.control')}
        files={files}
        onAdd={(model) =>
          void takeCanvas().then(
            (image) =>
              image && change({ controls: [...controls, { model, image, scale: 1, start: 0, end: 1 }] }),
          )
        }
      />
    </>
  )
}

/** Stores what lies in the box; null, and said, where that fails. */
function useTakeCanvas(): () => Promise<string | null> {
  const { client, notices, editor } = useParts()
  return async () => {
    const document = editor.document()
    const { width, height } = document.box
    const pixels = flattenBox(document, document.box)
    const asset = await client.upload({ kind: 'rgba', origin: 'canvas', width, height, bytes: pixels.buffer })
    if (asset.ok) return asset.value.sha256
    showError(notices, asset.error)
    return null
  }
}
