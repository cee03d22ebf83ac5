/** F6 goes on to the next region of the window, Shift+F6 back: to what had the focus there, or its first control. */
export function startRegions(): () => void {
  const abort = new AbortController()
  const listen = (event: KeyboardEvent) => {
    if (event.key !== 'F6') return
    event.preventDefault()
    const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(firstIn)
    const at = regions.findIndex((region) => region.contains(document.activeElement))
    const next = regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length)
    firstIn(next)?.focus()
  }
  window.addEventListener('keydown', listen, { signal: abort.signal })
  return () => abort.abort()
}

function firstIn(region: HTMLElement | undefined): HTMLElement | null {
  return (
    region?.querySelector<HTMLElement>(
      '[tabindex="0"], textarea:not([hidden]), input, button:not([disabled])',
    ) ?? null
  )
}
