import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { type Place, type Size, type View, zoomAt } from './layout.ts'

interface SheetView {
  readonly view: View
  readonly window: Size
  setView(change: (view: View) => View): void
  /** Dragging the sheet moves it. */
  readonly drag: {
    onPointerDown(event: PointerEvent<HTMLElement>): void
    onPointerMove(event: PointerEvent<HTMLElement>): void
    onPointerUp(event: PointerEvent<HTMLElement>): void
  }
}

/** How a sheet is looked at: the wheel zooms at the pointer, a drag moves, and the window's size is known. */
export function useSheetView(frame: RefObject<HTMLElement | null>, first: (window: Size) => View): SheetView {
  const window = useSize(frame)
  const [view, setView] = useState<View | null>(null)
  const held = useRef<{ x: number; y: number; view: View } | null>(null)
  const shown = view ?? first(window)
  const change = (next: (view: View) => View) => setView((current) => next(current ?? shown))
  useWheel(frame, (factor, from) => change((current) => zoomAt(current, factor, from)))
  return {
    view: shown,
    window,
    setView: change,
    drag: {
      onPointerDown: (event) => {
        if (event.button > 1) return
        held.current = { x: event.clientX, y: event.clientY, view: shown }
      },
      onPointerMove: (event) => {
        const from = held.current
        if (!from || event.buttons === 0) return
        const [x, y] = [from.x - event.clientX, from.y - event.clientY]
        if (Math.abs(x) + Math.abs(y) < 4) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setView({ ...from.view, x: from.view.x + x, y: from.view.y + y })
      },
      onPointerUp: () => {
        held.current = null
      },
    },
  }
}

function useSize(frame: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const watch = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    )
    watch.observe(element)
    return () => watch.disconnect()
  }, [frame])
  return size
}

function useWheel(frame: RefObject<HTMLElement | null>, zoom: (factor: number, from: Place) => void): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      zoom(Math.exp(-event.deltaY / 400), { x: event.clientX - box.left, y: event.clientY - box.top })
    }
    // React's own listener could not keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
}
