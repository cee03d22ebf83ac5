import { useEffect, useRef } from 'react'
import type { Layer } from '#shared/document/canvas-document.ts'
import { useDocument } from '#editor/editor-context.ts'
import { sampleLayer } from './sample-layer.ts'

const side = 28

/** The layer in small, drawn a moment after it changed. */
export function LayerThumbnail({ layer }: { layer: Layer }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const page = useDocument(({ width, height }) => ({ width, height }))
  useEffect(() => {
    const timer = setTimeout(() => {
      const image = new ImageData(sampleLayer(layer, page, side), side, side)
      canvas.current?.getContext('2d')?.putImageData(image, 0, 0)
    }, 120)
    return () => clearTimeout(timer)
  }, [layer, page])
  return <canvas ref={canvas} className="layer-thumbnail" width={side} height={side} aria-hidden />
}
