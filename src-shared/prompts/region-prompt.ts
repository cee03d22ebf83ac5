/**
 * What counts in a region: its own prompt, then that of the whole picture. One that is empty leaves the other as it
 * stands; nothing else is ever added.
 */
export function joinedPrompt(region: string, whole: string): string {
  if (region.trim() === '') return whole
  if (whole.trim() === '') return region
  return `${region.replace(/[\s,]+$/, '')}, ${whole}`
}
