import type { AdditionFile } from '#shared/entities/addition-files.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { seedApart } from '#shared/prompts/chance.ts'
import {
  isTemplate,
  settlePrompt,
  type SettledPrompt,
  type TemplateProblem,
} from '#shared/prompts/settle-prompt.ts'
import { requestOfPicture } from '../check-request.ts'
import type { Wildcards } from './wildcards.ts'

/** What settling needs of the artist's files. */
export interface PromptFiles {
  readonly wildcards: Wildcards
  loras(): Promise<readonly AdditionFile[]>
}

const longest = 10_000

/**
 * The request of one picture of a batch with its prompts settled: choices from the picture's seed, LoRA tags among its
 * LoRAs, comments left out. What was typed is kept as `template`. With one seed for all pictures, their choices differ
 * by their place in the batch. Throws `bad-request` and `model-missing`, each naming what is wrong and the way out.
 */
export async function settleRequest(
  request: GenerationRequest,
  index: number,
  files: PromptFiles,
): Promise<GenerationRequest> {
  const picture = requestOfPicture(request, index)
  if (!picture.settle || picture.promptSyntax === 'plain') return { ...picture, settle: false }
  const seed = request.seeds === 'same' ? seedApart(request.seed, index) : picture.seed
  const settle = (text: string, salt: string): SettledPrompt =>
    checked(settlePrompt(text, { seed, salt, lines: files.wildcards.lines }), files.wildcards)
  const prompt = settle(picture.prompt, 'prompt')
  const negative = settle(picture.negativePrompt, 'negative')
  const regions = picture.regions.map((region, at) => ({
    region,
    settled: settle(region.prompt, `region ${at}`),
  }))
  for (const other of [negative, ...regions.map(({ settled }) => settled)]) refuseLoras(other)
  const { prompt: typed, negativePrompt } = picture
  const changed = isTemplate(typed) || isTemplate(negativePrompt)
  return {
    ...picture,
    settle: false,
    prompt: prompt.text.trim(),
    negativePrompt: negative.text.trim(),
    template: changed ? { prompt: typed, negativePrompt } : null,
    regions: regions.map(({ region, settled }) => ({ ...region, prompt: settled.text.trim() })),
    loras: await withTags(picture.loras, prompt.loras, files),
  }
}

/** LoRAs that tags name, after those that were chosen; a tag of one that is there counts in its place. */
async function withTags(
  chosen: GenerationRequest['loras'],
  tags: SettledPrompt['loras'],
  files: PromptFiles,
): Promise<GenerationRequest['loras']> {
  if (tags.length === 0) return chosen
  const known = await files.loras()
  const uses = new Map(chosen.map((use) => [use.file, use]))
  for (const { name, weight } of tags) {
    const found = known.find((lora) => lora.name.toLowerCase() === name.toLowerCase())
    if (found === undefined) {
      const message = `The prompt names the LoRA “${name}”, and there is no ${name}.safetensors in the loras folder. Put it there, or take <lora:${name}…> out of the prompt.`
      throw new VersoError('model-missing', message, { subject: name })
    }
    uses.set(found.file, { file: found.file, weight: Math.min(Math.max(weight, -10), 10) })
  }
  return [...uses.values()]
}

function checked(settled: SettledPrompt, { folders }: Wildcards): SettledPrompt {
  const [problem] = settled.problems
  if (problem !== undefined) throw wrongFile(problem, folders)
  if (settled.text.length <= longest) return settled
  const message = `With its choices settled the prompt has ${settled.text.length} signs, and ${longest} are possible. Shorten the lines of the wildcard files that it names.`
  throw new VersoError('bad-request', message, { subject: 'prompt' })
}

function wrongFile({ kind, name }: TemplateProblem, folders: readonly string[]): VersoError {
  const file = `${name}.txt`
  const message = {
    'no-file': `The prompt names the wildcard file __${name}__, and there is no ${file} in ${folders.join(' or ')}. Put it there, with one line for each choice, or take it out of the prompt.`,
    'empty-file': `The wildcard file ${file} has no line to choose. Write one a line, or take __${name}__ out of the prompt.`,
    'too-deep': `The wildcard file ${file} names files that name it again, without end. Break the circle.`,
  }[kind]
  return new VersoError('bad-request', message, { subject: file })
}

function refuseLoras({ loras }: SettledPrompt): void {
  const [lora] = loras
  if (lora === undefined) return
  const message = `<lora:${lora.name}> stands outside of the prompt. A LoRA counts for the whole picture: name it in the prompt.`
  throw new VersoError('bad-request', message, { subject: 'negativePrompt' })
}
