import { type RefObject, useLayoutEffect, useState } from 'react'

/** As many columns of about `wanted` pixels as the element holds, and the side that fills it. */
export function useColumns(element: RefObject<HTMLElement | null>, wanted: number, gap: number) {
  const [width, setWidth] = useState(800)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return undefined
    const observer = new ResizeObserver(() => setWidth(target.clientWidth))
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  const columns = Math.max(1, Math.floor((width + gap) / (wanted + gap)))
  return { columns, side: Math.floor((width - gap * (columns - 1)) / columns) }
}
