import { Blend, Contrast, Droplets, Folder, FolderOpen, Spline, SunMedium } from 'lucide-react'
import { useContext, useEffect, useRef } from 'react'
import type { Layer } from '#shared/document/canvas-document.ts'
import type { AdjustmentKind } from '#shared/entities/adjustment.ts'
import { useDocument, useEditor } from '#editor/editor-context.ts'
import { sampleLayer } from './sample-layer.ts'
import { ThumbnailContext } from './thumbnail-cache.ts'

/** Pixels of the picture; it is shown half as large, so that it is sharp on dense screens. */
const side = 56

const adjustmentIcons = {
  levels: Contrast,
  curves: Spline,
  'hue-saturation': SunMedium,
  blur: Droplets,
} satisfies Record<AdjustmentKind, typeof Blend>

/** The layer in small; a sign for what has no pixels. */
export function LayerThumbnail({ layer, open }: { layer: Layer; open: boolean | null }) {
  if (layer.kind === 'group') return <Sign icon={open ? FolderOpen : Folder} />
  if (layer.kind === 'adjustment') {
    return <Sign icon={layer.adjustment ? adjustmentIcons[layer.adjustment.kind] : Blend} />
  }
  return <PixelThumbnail layer={layer} />
}

function Sign({ icon: Icon }: { icon: typeof Blend }) {
  return (
    <span className="layer-thumbnail sign" aria-hidden>
      <Icon size={16} strokeWidth={1.75} />
    </span>
  )
}

/** Drawn when the window has nothing better to do, and never in the middle of a stroke. */
function PixelThumbnail({ layer }: { layer: Layer }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const cache = useContext(ThumbnailContext)
  const editor = useEditor()
  const page = useDocument(({ width, height }) => ({ width, height }))
  const { pixels, x, y } = layer
  useEffect(() => {
    const draw = (image: ImageData) => canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
    const known = cache?.find(layer, page)
    if (known) {
      draw(known)
      return undefined
    }
    const wait = { handle: 0 }
    const whenIdle = () => {
      wait.handle = requestIdleCallback(() => {
        if (editor.stroke.get() || editor.history.get().mark) return void (timer = setTimeout(whenIdle, 200))
        const image = new ImageData(sampleLayer(layer, page, side), side, side)
        cache?.keep(layer, page, image)
        draw(image)
      })
    }
    let timer = setTimeout(whenIdle, 60)
    return () => {
      clearTimeout(timer)
      cancelIdleCallback(wait.handle)
    }
    // Of the layer only its pixels and where they lie can be seen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pixels, x, y, page, cache, editor])
  return (
    <canvas
      ref={canvas}
      className={pixels.channels === 1 ? 'layer-thumbnail coverage' : 'layer-thumbnail'}
      width={side}
      height={side}
      aria-hidden
    />
  )
}
