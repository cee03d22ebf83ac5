import { useEditor } from '#editor/editor-context.ts'
import { CommandButton } from '#ui/commands/command-button.tsx'
import { useStore } from '#ui/store.ts'
import { SourceChoice } from './source-choice.tsx'
import { AddToQueue } from './verb/add-to-queue.tsx'
import { FillMenu } from './verb/fill-menu.tsx'
import { RegionCount } from './verb/region-count.tsx'
import { StrengthField } from './verb/strength-field.tsx'
import { VerbButton } from './verb/verb-button.tsx'

/** Where the picture starts, and the one button; the texts beside it are the prompt's own feature. */
export function PromptPanel() {
  const { seen } = useEditor()
  const { verb, options } = useStore(seen, (plan) => ({
    verb: plan?.verb ?? 'generate',
    // A box that is partly empty may be gone on with or refined.
    options: plan !== null && (plan.mask !== null || plan.hasRoom),
  }))
  return (
    <>
      <div className="prompt-source">
        <RegionCount />
        <SourceChoice verb={verb} />
        <CommandButton id="seen.toggle" />
      </div>
      <div className="prompt-action">
        <div className="verb-row">
          <VerbButton verb={verb} />
          {options && <FillMenu verb={verb} />}
          <AddToQueue />
        </div>
        <StrengthField verb={verb} />
      </div>
    </>
  )
}
