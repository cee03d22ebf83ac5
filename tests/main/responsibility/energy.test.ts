import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { assumedWattsPerCore, estimateWattHours, startEnergyMeter } from '#responsibility/energy.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** Linux's folder of energy counters with one processor package. */
function counters(dir: string, microjoules: number): void {
  const packageDir = join(dir, 'intel-rapl:0')
  mkdirSync(packageDir, { recursive: true })
  writeFileSync(join(packageDir, 'energy_uj'), `${microjoules}\n`)
  writeFileSync(join(packageDir, 'max_energy_range_uj'), '1000000000\n')
}

it("measures with the processor's counters, over their end too", () => {
  const dir = temporaryFolder()
  counters(dir, 100_000_000)
  const meter = startEnergyMeter(dir)
  counters(dir, 460_000_000)
  expect(meter.stop({ busyMs: 1, device: 'cpu' })).toEqual({ wattHours: 0.1, method: 'measured' })
  counters(dir, 60_000_000)
  expect(meter.stop({ busyMs: 1, device: 'cpu' }).wattHours).toBeCloseTo(960 / 3600)
})

it('estimates, and says so, without counters and for graphics devices', () => {
  const dir = temporaryFolder()
  expect(startEnergyMeter(join(dir, 'none')).stop({ busyMs: 1000, device: 'cpu' }).method).toBe('estimate')
  counters(dir, 1)
  expect(startEnergyMeter(dir).stop({ busyMs: 1000, device: 'cuda' }).method).toBe('estimate')
  expect(estimateWattHours(3_600_000, 'cpu', 4)).toBe(4 * assumedWattsPerCore)
})
