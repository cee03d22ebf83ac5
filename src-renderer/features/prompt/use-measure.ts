import { useEffect, useState } from 'react'
import type { PromptMeasures, PromptQuestion } from '#shared/prompts/prompt-measure.ts'
import { useEditor } from '#editor/editor-context.ts'
import { useStore } from '#ui/store.ts'
import { useParts } from '../parts-context.ts'

/** Typing goes on meanwhile: the count follows when it rests so long. */
const restMs = 120

export interface Measured {
  readonly prompt: string
  readonly negativePrompt: string
  readonly measures: PromptMeasures
}

/** How the next picture would read the prompts, by the model's own tokenizer; null until it is known. */
export function useMeasure(): Measured | null {
  const { client } = useParts()
  const { draft } = useEditor()
  const question = useStore(draft, ({ request }): PromptQuestion => {
    const { model, embeddings, prompt, negativePrompt, promptSyntax, longPrompt, settle, steps, seed } =
      request
    return { model, embeddings, prompt, negativePrompt, promptSyntax, longPrompt, settle, steps, seed }
  })
  const [measured, setMeasured] = useState<Measured | null>(null)
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(() => {
      void client.api('prompt.measure', question).then((answer) => {
        const { prompt, negativePrompt } = question
        // A model that cannot be read says so when it is used; a count is no place for it.
        if (isWanted) setMeasured(answer.ok ? { prompt, negativePrompt, measures: answer.value } : null)
      })
    }, restMs)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [client, question])
  return measured
}
