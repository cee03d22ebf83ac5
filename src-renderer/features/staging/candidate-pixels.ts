import type { StagedCandidate } from '#shared/document/canvas-document.ts'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { loadPixels, pictureUrl } from '#client/pictures.ts'

/** The seam between new and old runs over this many pixels, inside the mask. */
const featherPixels = 4

/** The candidate at the size of its box; one that filled a mask is clear outside of it, to the last pixel. */
export async function candidatePixels({ sha256, mask, bounds }: StagedCandidate): Promise<ImageData> {
  const picture = await loadPixels(pictureUrl(sha256), bounds)
  return mask === null ? picture : clipToMask(picture, mask)
}

/** Makes everything outside the mask clear; `mask` names a picture, white where it counts. */
export async function clipToMask(picture: ImageData, mask: string): Promise<ImageData> {
  const { width, height, data } = picture
  const rgba = (await loadPixels(pictureUrl(mask), { width, height })).data
  const grey = Uint8ClampedArray.from({ length: width * height }, (_none, index) => rgba[index * 4] ?? 0)
  const alpha = clipAlpha(grey, width, height, featherPixels)
  for (let i = 0; i < alpha.length; i++) {
    const share = alpha[i] ?? 0
    data[i * 4 + 3] = share
    if (share === 0) data.fill(0, i * 4, i * 4 + 3)
  }
  return picture
}
