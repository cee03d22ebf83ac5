import { hashPixels, type RgbaPicture } from '#files/pixels/rgba-picture.ts'
import type { Asset } from '#shared/entities/asset.ts'

/** Pictures that live requests start from, in memory only: a frame leaves nothing behind in the library. */
export interface HeldSources {
  /** Names the pixels by their hash; the oldest are forgotten. */
  hold(picture: RgbaPicture, origin: Asset['origin'], now: string): Asset
  find(name: string): { readonly picture: RgbaPicture; readonly origin: Asset['origin'] } | null
  clear(): void
}

/** Of one frame there are at most a start picture, a mask and eight regions; two frames may be under way. */
const most = 24

export function holdSources(): HeldSources {
  const held = new Map<string, { picture: RgbaPicture; origin: Asset['origin'] }>()
  return {
    hold: (picture, origin, now) => {
      const { width, height, data } = picture
      const sha256 = hashPixels(picture)
      held.delete(sha256)
      held.set(sha256, { picture, origin })
      const oldest = held.size > most ? held.keys().next().value : undefined
      if (oldest !== undefined) held.delete(oldest)
      const size = { width, height, bytes: data.length }
      return { sha256, pixelsSha256: sha256, mime: 'image/png', origin, createdAt: now, ...size }
    },
    find: (name) => held.get(name) ?? null,
    clear: () => held.clear(),
  }
}
