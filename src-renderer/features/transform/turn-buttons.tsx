import { FlipHorizontal2, FlipVertical2, RotateCcw, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { turnLayers } from './turn-layers.ts'
import type { Turn } from './turns.ts'
import type { TransformBench } from './work.ts'
import './transform.css'

/** Flips and quarter turns of the pixels in hand. */
export function TurnButtons({ bench }: { bench: TransformBench }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const turns = [
    { turn: 'flip-h', icon: FlipHorizontal2, label: t('transform.flip-h') },
    { turn: 'flip-v', icon: FlipVertical2, label: t('transform.flip-v') },
    { turn: 'left', icon: RotateCcw, label: t('transform.turn-left') },
    { turn: 'right', icon: RotateCw, label: t('transform.turn-right') },
  ] as const satisfies readonly { turn: Turn; icon: unknown; label: string }[]
  return (
    <div className="transform-turns" role="group" aria-label={t('tool.transform')}>
      {turns.map(({ turn, icon, label }) => (
        <IconButton
          key={turn}
          icon={icon}
          label={label}
          onClick={() => turnLayers(editor, bench, turn, 'step.flip')}
        />
      ))}
    </div>
  )
}
