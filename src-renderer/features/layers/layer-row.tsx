import { ChevronDown, ChevronRight, CornerLeftDown, Eye, EyeOff } from 'lucide-react'
import { type MouseEvent, type PointerEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Layer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import { showOnly } from '#shared/document/layers/show-only.ts'
import { useEditor } from '#editor/editor-context.ts'
import { indent } from './drop-place.ts'
import { LayerBadges } from './layer-badges.tsx'
import { LayerNote } from './layer-note.tsx'
import { LayerRename } from './layer-rename.tsx'
import { LayerThumbnail } from './thumbnail/layer-thumbnail.tsx'
import { RegionDot } from './region-dot.tsx'
import type { Row } from './rows.ts'

/** What a row asks of the list; these stay the same, so that a row is drawn again only when it changes. */
export interface RowHands {
  click(event: MouseEvent, id: string): void
  press(event: PointerEvent, id: string): void
  menu(event: MouseEvent, id: string): void
  rename(id: string): void
  fold(id: string): void
  renamed(id: string): void
}

interface LayerRowProps extends Row {
  index: number
  active: boolean
  /** Whether Tab comes to its buttons; from one row to the next go the arrows. */
  reachable: boolean
  chosen: boolean
  renaming: boolean
  taking: boolean
  hands: RowHands
}

/** One layer: eye, thumbnail, name and what sets it apart. */
export const LayerRow = memo(function LayerRow(props: LayerRowProps) {
  const { layer, depth, open, index, active, reachable, chosen, renaming, taking, hands } = props
  const state = [active && 'active', chosen && 'chosen', taking && 'taking', !layer.visible && 'unseen']
  return (
    <div
      role="row"
      className={['layer', ...state.filter(Boolean)].join(' ')}
      data-layer={layer.id}
      aria-selected={chosen}
      aria-level={depth + 1}
      aria-posinset={props.place}
      aria-setsize={props.among}
      aria-rowindex={index + 1}
      {...(open === null ? {} : { 'aria-expanded': open })}
      onContextMenu={(event) => hands.menu(event, layer.id)}
      onPointerDown={(event) => !renaming && hands.press(event, layer.id)}
    >
      <div role="gridcell" className="layer-cell">
        <LayerEye layer={layer} reachable={reachable} />
      </div>
      <div role="gridcell" className="layer-cell main" style={{ paddingInlineStart: depth * indent }}>
        {open !== null && <FoldButton layer={layer} open={open} onFold={() => hands.fold(layer.id)} />}
        {layer.clip && <CornerLeftDown size={12} className="layer-clip" aria-hidden />}
        {renaming ? (
          <>
            <LayerThumbnail layer={layer} open={open} />
            <LayerRename layer={layer} onEnd={() => hands.renamed(layer.id)} />
          </>
        ) : (
          <ChooseButton {...props} />
        )}
        <LayerBadges layer={layer} reachable={reachable} />
      </div>
    </div>
  )
})

function ChooseButton({ layer, open, active, reachable, hands }: LayerRowProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="layer-choose"
      tabIndex={reachable ? 0 : -1}
      aria-current={active}
      aria-label={t('layer.choose', { name: layer.name })}
      title={layer.name}
      onClick={(event) => hands.click(event, layer.id)}
      onDoubleClick={() => hands.rename(layer.id)}
    >
      <LayerThumbnail layer={layer} open={open} />
      <span className="layer-text">
        <span className="layer-name">
          {layer.kind === 'region' && <RegionDot id={layer.id} />}
          {layer.name}
        </span>
        <LayerNote layer={layer} />
      </span>
    </button>
  )
}

function FoldButton({ layer, open, onFold }: { layer: Layer; open: boolean; onFold(): void }) {
  const { t } = useTranslation()
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      className="layer-fold"
      tabIndex={-1}
      aria-label={t(open ? 'layer.close-group' : 'layer.open-group', { name: layer.name })}
      onClick={onFold}
    >
      <Chevron size={14} aria-hidden />
    </button>
  )
}

/** Shows and hides the layer; with Alt all others. */
function LayerEye({ layer, reachable }: { layer: Layer; reachable: boolean }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const label = t(layer.visible ? 'layer.hide' : 'layer.show', { name: layer.name })
  const Icon = layer.visible ? Eye : EyeOff
  return (
    <button
      type="button"
      className="icon-button small"
      tabIndex={reachable ? 0 : -1}
      aria-label={label}
      title={t('layer.eye-hint', { label })}
      onClick={(event) =>
        editor.edit(
          'step.visibility',
          event.altKey ? showOnly(layer.id) : changeLayer(layer.id, { visible: !layer.visible }),
        )
      }
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
    </button>
  )
}
