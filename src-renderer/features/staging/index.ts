import { Check, ChevronLeft, ChevronRight, EyeOff, Trash2, X } from 'lucide-react'
import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import type { Command } from '#ui/command.ts'
import type { Feature, FeatureParts } from '../feature.ts'
import { acceptCandidate, discardCandidates, stepStaged } from './accept.ts'
import { collectCandidates } from './collect.ts'
import { stagedEntries } from './entries.ts'
import { showFloating } from './show-floating.ts'
import { StagingStrip } from './staging-strip.tsx'

export const staging: Feature = {
  id: 'staging',
  start(parts) {
    const stops = [collectCandidates(parts), showFloating(parts)]
    return () => stops.forEach((stop) => stop())
  },
  commands: (parts) => [...stepping(parts), ...deciding(parts)],
  views: { staging: StagingStrip },
}

function chosen({ editor }: FeatureParts): StagedCandidate | null {
  const { staged } = editor.session.get()
  return staged === null ? null : (editor.document().candidates[staged] ?? null)
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

function deciding(parts: FeatureParts): Command[] {
  const { editor } = parts
  return [
    {
      id: 'staging.accept',
      labelKey: 'command.accept-candidate',
      icon: Check,
      keys: ['Enter'],
      enabled: () => chosen(parts) !== null,
      run() {
        const candidate = chosen(parts)
        if (candidate) void acceptCandidate(parts, candidate)
      },
    },
    {
      id: 'staging.discard',
      labelKey: 'command.discard-candidate',
      icon: X,
      keys: ['Backspace'],
      enabled: () => chosen(parts) !== null,
      run() {
        const candidate = chosen(parts)
        if (candidate) discardCandidates(parts, [candidate.sha256])
      },
    },
    {
      id: 'staging.discard-all',
      labelKey: 'command.discard-all',
      icon: Trash2,
      enabled: () => Object.keys(editor.document().candidates).length > 0,
      run: () => discardCandidates(parts, Object.keys(editor.document().candidates)),
    },
  ]
}
