import { contentBounds, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import {
  type Matrix,
  apply,
  chain,
  isAffine,
  scaling,
  translation,
} from '#shared/document/transform/matrix.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { drawWarped } from './warped.ts'

interface Picture {
  readonly canvas: OffscreenCanvas
  readonly bounds: Rectangle
}

/** Shows the pixels that a gesture holds, on a canvas of their own: moving them costs one drawing each frame. */
export class LiftedSheet {
  readonly #context: CanvasRenderingContext2D
  readonly #pictures = new WeakMap<Pixels['tiles'], Picture | null>()
  #blank = true

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d')
    if (!context) throw new Error('This system gives no 2D canvas.')
    this.#context = context
    canvas.style.visibility = 'hidden'
  }

  resize(width: number, height: number): void {
    Object.assign(this.#context.canvas, { width, height })
  }

  /** `mask` is the colour in which a mask's coverage is shown. */
  draw(editor: Editor, mask: readonly [number, number, number]): void {
    const context = this.#context
    const lifted = editor.lifted.get()
    if (!lifted && this.#blank) return
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    this.#blank = !lifted
    context.canvas.style.visibility = lifted ? 'visible' : 'hidden'
    if (!lifted) return
    const { camera } = editor.session.get()
    const ratio = globalThis.devicePixelRatio
    const view = viewMatrix({ x: camera.x * ratio, y: camera.y * ratio, zoom: camera.zoom * ratio })
    context.save()
    clipToPage(context, view, editor.document())
    context.imageSmoothingEnabled = camera.zoom < 2 || !isAffine(lifted.matrix)
    for (const { pixels, opacity } of lifted.pieces) {
      const picture = this.#pictureOf(pixels, mask)
      if (!picture) continue
      context.globalAlpha = opacity
      drawPicture(context, picture, chain(lifted.matrix, view))
    }
    context.restore()
  }

  #pictureOf(pixels: Pixels, mask: readonly [number, number, number]): Picture | null {
    const known = this.#pictures.get(pixels.tiles)
    if (known !== undefined) return known
    const picture = paint(pixels, mask)
    this.#pictures.set(pixels.tiles, picture)
    return picture
  }
}

function viewMatrix({ x, y, zoom }: Camera): Matrix {
  return chain(scaling(zoom, zoom), translation(x, y))
}

function clipToPage(
  context: CanvasRenderingContext2D,
  view: Matrix,
  page: { width: number; height: number },
): void {
  const corner = apply(view, { x: 0, y: 0 })
  const end = apply(view, { x: page.width, y: page.height })
  context.beginPath()
  context.rect(corner.x, corner.y, end.x - corner.x, end.y - corner.y)
  context.clip()
}

function drawPicture(context: CanvasRenderingContext2D, { canvas, bounds }: Picture, matrix: Matrix): void {
  const local = chain(translation(bounds.x, bounds.y), matrix)
  if (!isAffine(matrix)) return drawWarped(context, canvas, local)
  const [a, b, c, d, e, f] = local
  context.setTransform(a, d, b, e, c, f)
  context.drawImage(canvas, 0, 0)
}

function paint(pixels: Pixels, mask: readonly [number, number, number]): Picture | null {
  const bounds = contentBounds(pixels)
  if (!bounds) return null
  const canvas = new OffscreenCanvas(bounds.width, bounds.height)
  const block = readPixels(pixels, bounds)
  const rgba = pixels.channels === 4 ? block : tint(block, mask)
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, bounds.width, bounds.height), 0, 0)
  return { canvas, bounds }
}

/** Coverage as a colour at half strength, as masks are shown. */
function tint(
  block: Uint8ClampedArray,
  [r, g, b]: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(block.length * 4)
  for (let i = 0; i < block.length; i++) out.set([r, g, b, (block[i] ?? 0) * 0.5], i * 4)
  return out
}
