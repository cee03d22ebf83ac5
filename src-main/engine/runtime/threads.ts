import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Physical cores that this process may use: a second thread on a core makes matrix products no faster. */
export function physicalCores(): number {
  const usable = availableParallelism()
  const physical = process.platform === 'linux' ? linuxCores() : null
  return Math.max(1, Math.min(usable, physical ?? usable))
}

function linuxCores(): number | null {
  try {
    return countCores(readFileSync('/proc/cpuinfo', 'utf8'))
  } catch {
    return null
  }
}

/** Different pairs of socket and core in the text of /proc/cpuinfo; null where it does not tell them (ARM). */
export function countCores(cpuinfo: string): number | null {
  const cores = new Set<string>()
  for (const block of cpuinfo.split(/\n\n+/)) {
    const core = /^core id\s*:\s*(\d+)/m.exec(block)?.[1]
    if (core !== undefined) cores.add(`${/^physical id\s*:\s*(\d+)/m.exec(block)?.[1] ?? 0}:${core}`)
  }
  return cores.size > 0 ? cores.size : null
}
