import { Dices, Lock, LockOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { randomSeed } from '#editor/draft.ts'
import { useEditor } from '#editor/editor-context.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { NumberField } from '#ui/number-field.tsx'
import { useStore } from '#ui/store.ts'
import { useDraftRequest } from './use-draft.ts'

/** The seed: locked it stays, unlocked each press of the button throws a new one. */
export function SeedField() {
  const { t } = useTranslation()
  const { draft } = useEditor()
  const [request, change] = useDraftRequest()
  const locked = useStore(draft, (value) => value.seedLocked)
  const lock = (seedLocked: boolean) => draft.set((value) => ({ ...value, seedLocked }))
  return (
    <div className="field seed" title={t('hint.seed')}>
      <span className="field-label" aria-hidden>
        {t('request.seed')}
      </span>
      <div className="seed-row">
        <NumberField
          bare
          label={t('request.seed')}
          value={request.seed}
          min={0}
          max={Number.MAX_SAFE_INTEGER - 64}
          onChange={(seed) => {
            change({ seed })
            lock(true)
          }}
        />
        <IconButton icon={Dices} label={t('seed.roll')} onClick={() => change({ seed: randomSeed() })} />
        <IconButton
          icon={locked ? Lock : LockOpen}
          label={t('seed.lock')}
          pressed={locked}
          onClick={() => lock(!locked)}
        />
      </div>
    </div>
  )
}
