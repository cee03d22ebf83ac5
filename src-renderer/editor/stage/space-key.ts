/** Tells when Space is held while the canvas (or nothing) has the focus; elsewhere it presses buttons. */
export function linkSpace(element: HTMLElement, signal: AbortSignal, then: (held: boolean) => void): void {
  const hear = (event: KeyboardEvent, held: boolean) => {
    if (event.code !== 'Space') return
    const focus = document.activeElement
    if (held && focus !== document.body && focus !== element) return
    if (held) event.preventDefault()
    element.classList.toggle('space', held)
    then(held)
  }
  globalThis.addEventListener('keydown', (event) => hear(event, true), { signal })
  globalThis.addEventListener('keyup', (event) => hear(event, false), { signal })
}
