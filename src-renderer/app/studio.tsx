import { useEffect } from 'react'
import { EditorContext } from '#editor/editor-context.ts'
import type { Feature, FeatureParts } from '#features/feature.ts'
import { PartsContext } from '#features/parts-context.ts'
import { CommandContext, type CommandList } from '#ui/commands/command.ts'
import { NoticesContext } from '#ui/notices.ts'
import { PlatformContext } from '#ui/platform.ts'
import { startRegions } from './regions.ts'
import { Shell } from './shell.tsx'
import { startShortcuts } from './shortcuts.ts'

interface StudioProps {
  features: readonly Feature[]
  parts: FeatureParts
  commands: CommandList
}

/** Hands everything that was made by hand in `main.tsx` down to the window's parts. */
export function Studio({ features, parts, commands }: StudioProps) {
  useEffect(() => {
    const stops = [
      ...features.flatMap((feature) => feature.start?.(parts) ?? []),
      startShortcuts(commands, parts.client.platform),
      startRegions(),
    ]
    document.body.dataset.ready = 'true'
    return () => stops.forEach((stop) => stop())
  }, [features, parts, commands])
  return (
    <PlatformContext value={parts.client.platform}>
      <NoticesContext value={parts.notices}>
        <EditorContext value={parts}>
          <PartsContext value={parts}>
            <CommandContext value={commands}>
              <Shell features={features} />
            </CommandContext>
          </PartsContext>
        </EditorContext>
      </NoticesContext>
    </PlatformContext>
  )
}
