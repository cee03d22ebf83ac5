import type { Clip } from './clip.ts'

/** Puts the clip's picture onto the system's clipboard as PNG; false when the system does not take it. */
export async function writeSystem({ picture, bounds }: Clip): Promise<boolean> {
  const { width, height } = bounds
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(picture, width, height), 0, 0)
  try {
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
    return true
  } catch {
    return false
  }
}

/** Pictures that lie on the system's clipboard. */
export async function readSystem(): Promise<File[]> {
  try {
    const items = await navigator.clipboard.read()
    const pictures = items.filter(({ types }) => types.includes('image/png'))
    return await Promise.all(
      pictures.map(
        async (item) => new File([await item.getType('image/png')], 'clipboard.png', { type: 'image/png' }),
      ),
    )
  } catch {
    return []
  }
}

/**
 * True when a pasted file is the picture of our own clip, so that what lies here is better: in place, in its layers,
 * to the byte. Systems keep pixels on their clipboard in ways of their own, so what is clear is not compared.
 */
export async function isOurs(file: File, { picture, bounds }: Clip): Promise<boolean> {
  const bitmap = await createImageBitmap(file, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' })
  if (bitmap.width !== bounds.width || bitmap.height !== bounds.height) return false
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  context?.drawImage(bitmap, 0, 0)
  const pasted = context?.getImageData(0, 0, bitmap.width, bitmap.height).data
  return pasted !== undefined && samePicture(pasted, picture)
}

/** Alike where they are opaque; partly clear pixels may differ by rounding. */
export function samePicture(a: Uint8ClampedArray, b: Uint8ClampedArray): boolean {
  for (let at = 0; at < a.length; at += 4) {
    const alpha = a[at + 3] ?? 0
    if (Math.abs(alpha - (b[at + 3] ?? 0)) > 1) return false
    if (alpha < 255) continue
    if (a[at] !== b[at] || a[at + 1] !== b[at + 1] || a[at + 2] !== b[at + 2]) return false
  }
  return true
}
