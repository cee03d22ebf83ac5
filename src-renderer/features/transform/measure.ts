import {
  type Matrix,
  about,
  chain,
  rotation,
  scaling,
  translation,
} from '#shared/document/transform/matrix.ts'
import { angleOf, middleOf, quadOf } from './frame.ts'
import type { Work } from './work.ts'

/** The frame in numbers: its leftmost and topmost point, its sides, and its angle in degrees. */
export interface Measure {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

export function measure({ bounds, matrix }: Work): Measure {
  const quad = quadOf(bounds, matrix)
  const [a, b, , d] = quad
  return {
    x: Math.min(...quad.map(({ x }) => x)),
    y: Math.min(...quad.map(({ y }) => y)),
    width: Math.hypot(b.x - a.x, b.y - a.y),
    height: Math.hypot(d.x - a.x, d.y - a.y),
    angle: (angleOf(bounds, matrix) * 180) / Math.PI,
  }
}

/** The map that gives the frame these numbers; sides and angle change about its middle. */
export function withMeasure(work: Work, change: Partial<Measure>): Matrix {
  const { bounds, matrix } = work
  const now = measure(work)
  const wanted = { ...now, ...change }
  const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 }
  const size = scaling(wanted.width / now.width, wanted.height / now.height)
  const sized = chain(about(middle.x, middle.y, size), matrix)
  const turn = ((wanted.angle - now.angle) * Math.PI) / 180
  const at = middleOf(quadOf(bounds, sized))
  const turned = turn === 0 ? sized : chain(sized, about(at.x, at.y, rotation(turn)))
  const dx = change.x === undefined ? 0 : change.x - now.x
  const dy = change.y === undefined ? 0 : change.y - now.y
  return dx === 0 && dy === 0 ? turned : chain(turned, translation(dx, dy))
}
