import { expect, it } from 'vitest'
import { distancesTo } from '#shared/document/selection/distance.ts'

it('finds the nearest seed as looking at all of them does', () => {
  const [width, height] = [37, 23]
  for (const seeds of [
    [0],
    [400],
    [5, 6, 7, 300, 611, 840],
    [...Array(60).keys()].map((i) => (i * 97) % 851),
  ]) {
    const set = new Set(seeds)
    const { squared, nearest } = distancesTo((at) => set.has(at), width, height)
    for (let at = 0; at < width * height; at++) {
      const away = (seed: number) =>
        ((seed % width) - (at % width)) ** 2 + (Math.floor(seed / width) - Math.floor(at / width)) ** 2
      const least = Math.min(...seeds.map(away))
      expect(squared[at]).toBe(least)
      expect(away(nearest[at] ?? -1)).toBe(least)
    }
  }
})

it('says so when there is none', () => {
  const { squared, nearest } = distancesTo(() => false, 4, 3)
  expect([...squared]).toEqual(Array(12).fill(Infinity))
  expect([...nearest]).toEqual(Array(12).fill(-1))
})
