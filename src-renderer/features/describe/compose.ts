import type { Likeness, PictureDescription } from '#shared/entities/picture-description.ts'

/**
 * One prompt of the nearest thing, where it is (the nearer of background and place) and the nearest style, worded as
 * the starter's captions are; '' where nothing was found.
 */
export function composePrompt({ things, styles, backgrounds, places }: PictureDescription): string {
  const where = nearer(backgrounds[0], places[0])
  const sentence = [things[0], where].flatMap((found) => found?.phrase ?? []).join(' ')
  return [sentence, styles[0]?.phrase ?? ''].filter((part) => part !== '').join(', ')
}

function nearer(one: Likeness | undefined, other: Likeness | undefined): Likeness | undefined {
  return (one?.likeness ?? -Infinity) >= (other?.likeness ?? -Infinity) ? one : other
}
