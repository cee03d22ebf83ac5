import { type RefObject, memo, useLayoutEffect } from 'react'
import type { PromptMeasure } from '#shared/prompts/prompt-measure.ts'
import { type Mark, type MarkedText, markedText, promptMarks } from '#shared/prompts/prompt-marks.ts'

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
 * what is cut, weighed, chosen or left out. Its letters are put in by hand: of a long prompt they are many, and they
 * change with every key.
 */
export const PromptMarks = memo(function PromptMarks({
  text,
  measure,
  hasSyntax,
  scroller,
}: PromptMarksProps) {
  useLayoutEffect(() => {
    const marks: Mark[] = [
      ...(hasSyntax ? promptMarks(text) : []),
      ...(measure?.cut ?? []).map(({ from, to }): Mark => ({ from, to, kind: 'cut' })),
      ...(measure?.problems ?? []).map(({ from, to }): Mark => ({ from, to, kind: 'problem' })),
    ]
    // A line break at the very end would else take no place.
    scroller.current?.replaceChildren(...markedText(text, marks).map(pieceOf), '\u200b')
  }, [text, measure, hasSyntax, scroller])
  return <div className="prompt-marks" ref={scroller} aria-hidden />
})

function pieceOf({ text, kinds }: MarkedText): Node | string {
  if (kinds.length === 0) return text
  const piece = document.createElement('span')
  piece.className = kinds.map((kind) => `mark-${kind}`).join(' ')
  piece.textContent = text
  return piece
}
