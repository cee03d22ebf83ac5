import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { mostRegions, regionModes } from '#shared/entities/request-additions.ts'
import { modelNamed } from '#client/model-names.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { countingRegions, regionLayers } from '#editor/regions.ts'
import { regionTints } from '#editor/render/tints.ts'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Panel } from '#ui/panel.tsx'
import { Select } from '#ui/select.tsx'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'
import { RegionRow } from './region-row.tsx'

/** All regions, topmost first, with their prompts; which of them count in the box is said. */
export function RegionsPanel() {
  const { t } = useTranslation()
  const { draft, seen } = useEditor()
  const layers = useDocument(regionLayers)
  const context = useStore(seen, (plan) => plan?.context ?? null)
  const counting = useDocument((document) =>
    countingRegions(document, context ?? document.box).map(({ id }) => id),
  )
  const active = useDocument(({ activeLayerId }) => activeLayerId)
  const colours = useDocument(coloursOf)
  const recalled = useStore(draft, ({ regionsRecalled, request }) =>
    regionsRecalled === true ? request.regions.length : null,
  )
  const actions = ['region.from-selection', 'layer.new-region']
  return (
    <Panel
      title={t('panel.regions')}
      actions={actions.map((id) => (
        <CommandButton key={id} id={id} />
      ))}
    >
      {recalled !== null && (recalled > 0 || layers.length > 0) && <Recalled count={recalled} />}
      {layers.length === 0 && <p className="empty">{t('regions.none')}</p>}
      <ul className="regions" aria-label={t('panel.regions')} hidden={layers.length === 0}>
        {layers.map((layer) => (
          <RegionRow
            key={layer.id}
            layer={layer}
            active={layer.id === active}
            counts={recalled === null && counting.includes(layer.id)}
            colour={colours[layer.id] ?? 'transparent'}
          />
        ))}
      </ul>
      {layers.length > 0 && <ModeField />}
      {counting.length > mostRegions && (
        <p className="panel-error">{t('regions.too-many', { count: counting.length, most: mostRegions })}</p>
      )}
    </Panel>
  )
}

function ModeField() {
  const { t } = useTranslation()
  const { client } = useParts()
  const { draft } = useEditor()
  const { model, regionMode: mode } = useStore(draft, ({ request }) => request)
  const card = modelNamed(useStore(client.models), model)
  // What was chosen for another model stays in sight, so that it can be changed.
  const offered = regionModes.filter((value) => value === mode || (card?.regionModes.includes(value) ?? true))
  if (offered.length === 1) return null
  return (
    <Select
      label={t('regions.mode')}
      hint={t('regions.mode-hint')}
      value={mode}
      options={offered.map((value) => ({ value, label: t(`regions.mode-${value}`) }))}
      onChange={(regionMode) =>
        draft.set((value) => ({ ...value, request: { ...value.request, regionMode } }))
      }
    />
  )
}

/** As they are shown on the canvas; as texts, since those can be compared. */
function coloursOf(document: CanvasDocument): Record<string, string> {
  return Object.fromEntries([...regionTints(document)].map(([id, tint]) => [id, `rgb(${tint.join(' ')})`]))
}

/** After a recall the picture's own regions count, so that it is made again; here they are let go. */
function Recalled({ count }: { count: number }) {
  const { t } = useTranslation()
  const { draft } = useEditor()
  return (
    <span className="chip">
      {t('regions.recalled', { count })}
      <IconButton
        icon={X}
        size="small"
        label={t('regions.forget')}
        onClick={() => draft.set((value) => ({ ...value, regionsRecalled: false }))}
      />
    </span>
  )
}
