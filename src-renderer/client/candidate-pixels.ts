import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { loadPixels, pictureUrl } from './pictures.ts'

/** The candidate at the size of its box; one that filled a mask is clear outside of it, to the last pixel. */
export async function candidatePixels({
  sha256,
  mask,
  bounds,
  feather,
}: StagedCandidate): Promise<ImageData> {
  const picture = await loadPixels(pictureUrl(sha256), bounds)
  return mask === null ? picture : clipToMask(picture, mask, feather)
}

/** Makes everything outside the mask clear; `mask` names a picture, white where it counts. */
export async function clipToMask(picture: ImageData, mask: string, feather: number): Promise<ImageData> {
  const { width, height, data } = picture
  const alpha = clipAlpha(await maskPixels(mask, { width, height }), width, height, feather)
  for (let i = 0; i < alpha.length; i++) {
    const share = alpha[i] ?? 0
    data[i * 4 + 3] = share
    if (share === 0) data.fill(0, i * 4, i * 4 + 3)
  }
  return picture
}

/** A mask's bytes, one a pixel: above 127 is made anew. */
export async function maskPixels(
  mask: string,
  size: { readonly width: number; readonly height: number },
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const rgba = (await loadPixels(pictureUrl(mask), size)).data
  const grey = new Uint8ClampedArray(size.width * size.height)
  for (let i = 0; i < grey.length; i++) grey[i] = rgba[i * 4] ?? 0
  return grey
}
