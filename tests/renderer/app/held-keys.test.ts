import { describe, expect, it } from 'vitest'
import { HeldKeys } from '#app/held-keys.ts'

function hold(told: string[], name: string) {
  return {
    press: () => told.push(`${name} down`),
    release: (heldMs: number) => told.push(`${name} up after ${String(heldMs)}`),
  }
}

describe('held keys', () => {
  it('say once that they went down, and for how long', () => {
    const told: string[] = []
    const clock = { now: 100 }
    const keys = new HeldKeys(() => clock.now)
    for (const now of [100, 130, 160]) keys.press('KeyC', hold(told, 'box'), now)
    keys.release('KeyB', 200)
    clock.now = 420
    keys.release('KeyC', 420)
    keys.release('KeyC', 500)
    expect(told).toEqual(['box down', 'box up after 320'])
  })

  it('count as short when the window was only too busy to hear them', () => {
    const told: string[] = []
    const clock = { now: 900 }
    const keys = new HeldKeys(() => clock.now)
    keys.press('KeyC', hold(told, 'box'), 100)
    clock.now = 910
    keys.release('KeyC', 880)
    expect(told).toEqual(['box down', 'box up after 10'])
  })

  it('come up when the window loses the keyboard', () => {
    const told: string[] = []
    const keys = new HeldKeys()
    keys.press('KeyC', hold(told, 'box'), 100)
    keys.releaseAll()
    keys.release('KeyC', 120)
    expect(told).toEqual(['box down', 'box up after Infinity'])
  })
})
