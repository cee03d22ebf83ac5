import './staging.css'
import { Check, ChevronLeft, ChevronRight, EyeOff, Images, Trash2, X } from 'lucide-react'
import type { CanvasDocument, StagedCandidate } from '#shared/document/canvas-document.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Command } from '#ui/commands/command.ts'
import type { Feature, FeatureParts } from '../feature.ts'
import { acceptCandidate, discardCandidates, stepStaged } from './accept.ts'
import { collectCandidates } from './collect.ts'
import { stagedEntries } from './entries.ts'
import { saveComposed } from './save-composed.ts'
import { showFloating } from './show-floating.ts'
import type { OutsideCheck } from './check-outside.ts'
import { createStagingStrip } from './staging-strip.tsx'
import { watchOutside } from './watch-outside.ts'

/** Candidates above the canvas, which stays open for work meanwhile. */
export function createStaging(): Feature {
  const checked = createStore<OutsideCheck | null>(null)
  return {
    id: 'staging',
    start(parts) {
      const stops = [collectCandidates(parts), showFloating(parts), watchOutside(parts, checked)]
      return () => stops.forEach((stop) => stop())
    },
    commands: (parts) => [...stepping(parts), ...deciding(parts, checked)],
    views: { staging: createStagingStrip(checked) },
  }
}

function chosen({ editor }: FeatureParts): StagedCandidate | null {
  const { staged } = editor.session.get()
  const candidate = staged === null ? undefined : editor.document().candidates[staged]
  return candidate?.place === 'staging' ? candidate : null
}

function waiting({ candidates }: CanvasDocument): string[] {
  const staged = Object.values(candidates).filter(({ place }) => place === 'staging')
  return staged.map(({ sha256 }) => sha256)
}

function stepping(parts: FeatureParts): Command[] {
  const { editor, client } = parts
  const some = () => stagedEntries(editor.document(), client.jobs.get()).length > 0
  const several = () => stagedEntries(editor.document(), client.jobs.get()).length > 1
  return [
    {
      id: 'staging.previous',
      labelKey: 'command.previous-candidate',
      icon: ChevronLeft,
      keys: ['ArrowLeft'],
      enabled: several,
      run: () => stepStaged(parts, -1),
    },
    {
      id: 'staging.next',
      labelKey: 'command.next-candidate',
      icon: ChevronRight,
      keys: ['ArrowRight'],
      enabled: several,
      run: () => stepStaged(parts, 1),
    },
    {
      id: 'staging.hide',
      labelKey: 'command.hide-candidate',
      icon: EyeOff,
      keys: ['Y'],
      enabled: some,
      pressed: () => editor.session.get().stagedHidden,
      run: () => editor.session.set((session) => ({ ...session, stagedHidden: !session.stagedHidden })),
    },
  ]
}

function deciding(parts: FeatureParts, checked: Store<OutsideCheck | null>): Command[] {
  const { editor } = parts
  /** A command that does something with the chosen candidate. */
  const one = (run: (candidate: StagedCandidate) => void): Pick<Command, 'enabled' | 'run'> => ({
    enabled: () => chosen(parts) !== null,
    run() {
      const candidate = chosen(parts)
      if (candidate) run(candidate)
    },
  })
  return [
    {
      id: 'staging.accept',
      labelKey: 'command.accept-candidate',
      icon: Check,
      keys: ['Enter'],
      ...one((candidate) => void acceptCandidate(parts, candidate, checked)),
    },
    {
      id: 'staging.save',
      labelKey: 'command.save-candidate',
      icon: Images,
      ...one((candidate) => void saveComposed(parts, candidate)),
    },
    {
      id: 'staging.discard',
      labelKey: 'command.discard-candidate',
      icon: X,
      keys: ['Backspace'],
      ...one(({ sha256 }) => discardCandidates(parts, [sha256])),
    },
    {
      id: 'staging.discard-all',
      labelKey: 'command.discard-all',
      icon: Trash2,
      enabled: () => waiting(editor.document()).length > 0,
      run: () => discardCandidates(parts, waiting(editor.document())),
    },
  ]
}
