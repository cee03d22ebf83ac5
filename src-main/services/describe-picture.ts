import type { Engine } from '#engine/engine.ts'
import { flattenOnWhite, type RgbaPicture } from '#files/pixels/rgba-picture.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import { starterName } from './models.ts'

/** Phrases of each kind, unless another number is asked for. */
export const usualCount = 5

/** What the matcher in the model folder says a picture shows; it sees transparency as white paper. */
export async function describePixels(
  engine: Pick<Engine, 'describePicture'>,
  modelPath: string,
  picture: RgbaPicture,
  count = usualCount,
): Promise<PictureDescription> {
  return engine.describePicture({ modelPath, picture: flattenOnWhite(picture), count })
}

/** The same by the matcher that ships with Verso. */
export function describing(
  engine: Pick<Engine, 'describePicture'>,
  resolve: (name: string) => Promise<string>,
): (picture: RgbaPicture) => Promise<PictureDescription> {
  return async (picture) => describePixels(engine, await resolve(starterName), picture)
}
