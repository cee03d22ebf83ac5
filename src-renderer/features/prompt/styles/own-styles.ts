import type { PromptStyle } from '#shared/prompts/prompt-style.ts'

/** A style as shipped: its name in each language. */
interface ShippedStyle {
  readonly names: Readonly<Record<string, string>>
  readonly prompt: string
  readonly negativePrompt: string
}

const files = import.meta.glob<readonly ShippedStyle[]>('../../../../assets/styles/*.json', {
  eager: true,
  import: 'default',
})

/** The styles that come with Verso, named in the window's language. */
export function shippedStyles(language: string): PromptStyle[] {
  return Object.values(files)
    .flat()
    .map(({ names, prompt, negativePrompt }) => ({
      name: names[language] ?? names['en'] ?? prompt,
      prompt,
      negativePrompt,
    }))
}

/** A prompt with a style's words: around it where the style says `{prompt}`, else after it. */
export function styled(prompt: string, words: string): string {
  if (words === '') return prompt
  if (words.includes('{prompt}')) return words.replaceAll('{prompt}', () => prompt.trim())
  const before = prompt.trim().replace(/,+$/, '')
  return before === '' ? words : `${before}, ${words}`
}
