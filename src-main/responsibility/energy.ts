import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { DeviceName } from '#shared/entities/generation-request.ts'

export type EnergyReading = GenerationRecord['energy']

/**
 * What one busy logical core is taken to draw, in watts, where nothing can be measured: a desktop processor of 65 W
 * with 8 logical cores at full load. Memory, fans, screen and power supply are left out.
 */
export const assumedWattsPerCore = 8
/** What a busy graphics device is taken to draw, in watts, beside one core that feeds it. */
export const assumedGraphicsWatts = 150

/** Counts the energy of the time between `startEnergyMeter` and `stop`. */
export interface EnergyMeter {
  /** `busyMs`: how long the engine worked, in milliseconds; used where energy can only be estimated. */
  stop(work: { busyMs: number; device: DeviceName }): EnergyReading
}

/**
 * Measures with the processor's own counters (Intel and AMD RAPL, in Linux's powercap folder) where they may be
 * read: energy of the whole package, other programs' share included. Elsewhere, and for graphics devices, it is an
 * estimate: busy time × cores × assumed watts, and labelled as one.
 */
export function startEnergyMeter(powercap = '/sys/class/powercap'): EnergyMeter {
  const before = readPackages(powercap)
  return {
    stop: ({ busyMs, device }) => {
      const used = device === 'cpu' ? usedSince(before, readPackages(powercap)) : null
      if (used !== null) return { wattHours: used / 3.6e9, method: 'measured' }
      return { wattHours: estimateWattHours(busyMs, device, availableParallelism()), method: 'estimate' }
    },
  }
}

export function estimateWattHours(busyMs: number, device: DeviceName, cores: number): number {
  const onProcessor = device === 'cpu' || device === 'auto'
  const watts = onProcessor ? cores * assumedWattsPerCore : assumedGraphicsWatts + assumedWattsPerCore
  return (watts * busyMs) / 3_600_000
}

interface PackageCounter {
  readonly microjoules: number
  /** Where the counter starts at 0 again. */
  readonly range: number
}

/** Counters by name of each processor package, or null where there are none or they may not be read. */
function readPackages(powercap: string): Map<string, PackageCounter> | null {
  try {
    const names = readdirSync(powercap).filter((name) => /^intel-rapl:\d+$/.test(name))
    const number = (name: string, file: string) => Number(readFileSync(join(powercap, name, file), 'utf8'))
    const counters = names.map((name): [string, PackageCounter] => [
      name,
      { microjoules: number(name, 'energy_uj'), range: number(name, 'max_energy_range_uj') },
    ])
    return counters.length === 0 ? null : new Map(counters)
  } catch {
    return null
  }
}

/** Microjoules between two readings, or null when one of them is missing or makes no sense. */
function usedSince(
  before: Map<string, PackageCounter> | null,
  after: Map<string, PackageCounter> | null,
): number | null {
  if (before === null || after === null) return null
  let sum = 0
  for (const [name, { microjoules, range }] of before) {
    const now = after.get(name)?.microjoules
    if (now === undefined) return null
    sum += now >= microjoules ? now - microjoules : now + range - microjoules
  }
  return Number.isFinite(sum) ? sum : null
}
