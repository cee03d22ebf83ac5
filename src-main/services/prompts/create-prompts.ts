import { join } from 'node:path'
import { everyPrompt } from '#shared/prompts/every-prompt.ts'
import type { Studio, StudioOptions } from '../studio.ts'
import { createMeasure } from './measure.ts'
import type { PromptFiles } from './settle-request.ts'
import { createStyles } from './styles.ts'
import { createWildcards } from './wildcards.ts'

/** Everything about prompts: what the window may ask, and the files that settling a request needs. */
export function createPrompts(
  { libraryDir, modelsDir }: Pick<StudioOptions, 'libraryDir' | 'modelsDir'>,
  models: Studio['models'],
): { files: PromptFiles; asked: Pick<Studio, 'prompts' | 'styles'> } {
  const wildcards = createWildcards([libraryDir, modelsDir].map((folder) => join(folder, 'wildcards')))
  return {
    files: { wildcards, loras: async () => (await models.additions()).loras },
    asked: {
      prompts: {
        measure: createMeasure(models.resolve, wildcards),
        wildcards: wildcards.names,
        every: (prompt, most) => everyPrompt(prompt, wildcards.lines, most),
      },
      styles: createStyles(join(libraryDir, 'styles')),
    },
  }
}
