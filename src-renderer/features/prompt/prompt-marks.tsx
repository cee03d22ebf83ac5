import { type RefObject, memo } from 'react'
import type { PromptMeasure } from '#shared/entities/prompt-measure.ts'
import { type Mark, markedText, promptMarks } from '#shared/prompts/prompt-marks.ts'

interface PromptMarksProps {
  readonly text: string
  /** Absent while it is not known for this very text. */
  readonly measure: PromptMeasure | null
  /** False: every sign is text. */
  readonly hasSyntax: boolean
  readonly scroller: RefObject<HTMLDivElement | null>
}

/**
 * The prompt once more behind its box, with the same letters in the same places but unseen: only its marks show, under
 * what is cut, weighed, chosen or left out.
 */
export const PromptMarks = memo(function PromptMarks({
  text,
  measure,
  hasSyntax,
  scroller,
}: PromptMarksProps) {
  const marks: Mark[] = [
    ...(hasSyntax ? promptMarks(text) : []),
    ...(measure?.cut ?? []).map(({ from, to }): Mark => ({ from, to, kind: 'cut' })),
    ...(measure?.problems ?? []).map(({ from, to }): Mark => ({ from, to, kind: 'problem' })),
  ]
  return (
    <div className="prompt-marks" ref={scroller} aria-hidden>
      {markedText(text, marks).map((part, index) =>
        part.kinds.length === 0 ? (
          part.text
        ) : (
          <span key={index} className={part.kinds.map((kind) => `mark-${kind}`).join(' ')}>
            {part.text}
          </span>
        ),
      )}
      {/* A line break at the very end would else take no place. */}
      {'\u200b'}
    </div>
  )
})
