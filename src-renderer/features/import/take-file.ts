import type { FeatureParts, FileTaker } from '../feature.ts'
import { takeInFile } from './take-in.ts'
import { takeModelFile } from './take-model-file.ts'

/** Sends each file to what opens files of its kind; anything else is taken for a picture. */
export async function takeFiles(
  parts: FeatureParts,
  files: readonly File[],
  takers: readonly FileTaker[],
): Promise<void> {
  for (const file of files) {
    const name = file.name.toLowerCase()
    const taker = takers.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))
    if (taker) await taker.take(parts, file)
    else if (name.endsWith('.safetensors')) await takeModelFile(parts, file)
    else await takeInFile(parts, file)
  }
  if (files.length === 0) parts.notices.show({ tone: 'info', textKey: 'import.nothing' })
}
