import { readFileSync, readdirSync } from 'node:fs'

/**
 * Memory of a process and all that it started, in MiB: proportional set sizes, so that what processes share counts
 * once. Linux only; null elsewhere.
 */
export function memoryOf(pid: number): number | null {
  try {
    return Math.round(familyOf(pid).reduce((sum, each) => sum + proportional(each), 0) / 1024)
  } catch {
    return null
  }
}

/** Processor time that a process and all that it started have taken so far, in milliseconds; Linux only. */
export function workOf(pid: number): number | null {
  try {
    return familyOf(pid).reduce((sum, each) => sum + ticksOf(each) * 10, 0)
  } catch {
    return null
  }
}

/** In hundredths of a second, which is what Linux counts in. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .map(Number)
    .filter((each) => each > 0 && parentOf(each) === pid)
  return [pid, ...children.flatMap(familyOf)]
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

function proportional(pid: number): number {
  const found = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'))
  return Number(found?.[1] ?? 0)
}
