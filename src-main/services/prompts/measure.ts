import { stat } from 'node:fs/promises'
import { measurePrompt } from '#engine/prompts/measure-prompt.ts'
import { openModelTokenizer } from '#engine/prompts/model-tokenizer.ts'
import type { PromptMeasure, PromptMeasures, PromptQuestion } from '#shared/prompts/prompt-measure.ts'
import { settlePrompt } from '#shared/prompts/settle-prompt.ts'
import type { Wildcards } from './wildcards.ts'

type Tokenizer = Awaited<ReturnType<typeof openModelTokenizer>>

/**
 * Counts as the engine counts, in this process: while the engine works on a picture it answers nobody, and the count
 * must follow the typing. The latest models' tokenizers are kept.
 */
export function createMeasure(
  resolve: (name: string) => Promise<string>,
  wildcards: Wildcards,
): (question: PromptQuestion) => Promise<PromptMeasures> {
  const kept = new Map<string, Promise<Tokenizer>>()
  const tokenizerOf = async ({ model, embeddings }: PromptQuestion): Promise<Tokenizer> => {
    const [path, ...files] = await Promise.all([model, ...embeddings].map(resolve))
    const stamps = await Promise.all([path!, ...files].map(async (file) => (await stat(file)).mtimeMs))
    const key = JSON.stringify([path, files, stamps])
    const opened = kept.get(key) ?? openModelTokenizer(path!, files)
    kept.delete(key)
    kept.set(key, opened)
    const oldest = kept.keys().next()
    if (kept.size > 4 && oldest.done !== true) kept.delete(oldest.value)
    opened.catch(() => kept.delete(key))
    return opened
  }
  return async (question) => {
    const tokenizer = await tokenizerOf(question)
    return {
      prompt: measureOne(tokenizer, question.prompt, 'prompt', question, wildcards),
      negativePrompt: measureOne(tokenizer, question.negativePrompt, 'negative', question, wildcards),
    }
  }
}

function measureOne(
  tokenizer: Tokenizer,
  typed: string,
  salt: string,
  question: PromptQuestion,
  { lines }: Wildcards,
): PromptMeasure {
  if (!question.settle || question.promptSyntax === 'plain') {
    const { cut, ...measured } = measurePrompt(tokenizer, typed, question)
    return { ...measured, cut: [...cut], problems: [], choices: 0, settled: null }
  }
  const { text, places, problems, choices } = settlePrompt(typed, { seed: question.seed, salt, lines })
  const { cut, ...measured } = measurePrompt(tokenizer, text, question)
  return {
    ...measured,
    cut: cut.map(({ from, to }) => ({ from: places[from] ?? typed.length, to: (places[to - 1] ?? 0) + 1 })),
    problems: problems.map(({ kind, name, at, end }) => ({ kind, name, from: at, to: end })),
    choices,
    settled: text === typed ? null : text.trim(),
  }
}
