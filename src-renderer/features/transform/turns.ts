import { type Matrix, about, rotation, scaling } from '#shared/document/transform/matrix.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'

export type Turn = 'flip-h' | 'flip-v' | 'right' | 'left' | 'half'

const maps: Readonly<Record<Turn, Matrix>> = {
  'flip-h': scaling(-1, 1),
  'flip-v': scaling(1, -1),
  right: rotation(Math.PI / 2),
  left: rotation(-Math.PI / 2),
  half: rotation(Math.PI),
}

/** Flips and quarter turns about the middle of `bounds`, kept on whole pixels so that no byte is lost. */
export function turnAbout({ x, y, width, height }: Rectangle, turn: Turn): Matrix {
  const map = about(x + width / 2, y + height / 2, maps[turn])
  return map.map(Math.round) as unknown as Matrix
}
