import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rooms } from '#tools/house/layers.ts'

const doors = Object.keys(rooms).filter(
  (room) => !room.endsWith('.ts') && room !== 'src-main' && room !== 'src-renderer',
)
const others = ['tools', 'tests', 'benchmarks', 'training']

it.each([...doors, ...others])('%s says in a README what it is for', (room) => {
  expect(existsSync(`${room}/README.md`)).toBe(true)
})
