import type { GenerationRequest } from '../entities/generation-request.ts'
import { mostGridCells, type GridAxis, type GridPlan } from './grid.ts'
import { applyValue } from './apply-value.ts'

export interface PlannedCell {
  /** column + columns × (row + rows × sheet) */
  readonly cell: number
  readonly request: GenerationRequest
}

export interface ExpandedGrid {
  /** In the order of their making: what needs the same model and LoRAs follows one another. */
  readonly cells: readonly PlannedCell[]
  readonly problems: readonly GridProblem[]
}

/** `value`: the parameter cannot have it; `too-many`: more cells than a grid may have. */
export type GridProblem =
  | { readonly kind: 'value'; readonly axis: number; readonly value: string }
  | { readonly kind: 'too-many'; readonly cells: number }

/** Every cell's request, or what is wrong with the axes. */
export function expandGrid({ base, axes }: GridPlan): ExpandedGrid {
  const problems = axes.flatMap((axis, index) => problemsOf(base, axis, index))
  const count = axes.reduce((product, { values }) => product * values.length, 1)
  if (count > mostGridCells) problems.push({ kind: 'too-many', cells: count })
  if (problems.length > 0) return { cells: [], problems }
  const cells: PlannedCell[] = []
  for (let cell = 0; cell < count; cell++) {
    const places = placesOf(cell, axes)
    let request: GenerationRequest | null = { ...base, count: 1 }
    for (const [index, axis] of axes.entries()) {
      const value = axis.values[places[index] ?? 0] ?? ''
      request = request && applyValue(request, axis, value)
      // Two axes that replace the same words: the second finds none.
      if (request === null) return { cells: [], problems: [{ kind: 'value', axis: index, value }] }
    }
    if (request !== null) cells.push({ cell, request })
  }
  return { cells: inMakingOrder(cells), problems }
}

/** Column, row and sheet of a cell. */
export function placesOf(cell: number, axes: readonly Pick<GridAxis, 'values'>[]): number[] {
  let rest = cell
  return axes.map(({ values }) => {
    const place = rest % values.length
    rest = Math.floor(rest / values.length)
    return place
  })
}

function problemsOf(base: GenerationRequest, axis: GridAxis, index: number): GridProblem[] {
  return axis.values
    .filter((value) => applyValue(base, axis, value) === null)
    .map((value) => ({ kind: 'value' as const, axis: index, value }))
}

function inMakingOrder(cells: readonly PlannedCell[]): PlannedCell[] {
  const turn = new Map<string, number>()
  const groups = new Map<string, PlannedCell[]>()
  for (const cell of cells) {
    const { model, loras, vae, embeddings } = cell.request
    const key = JSON.stringify([model, loras, vae, embeddings])
    turn.set(model, turn.get(model) ?? turn.size)
    groups.set(key, [...(groups.get(key) ?? []), cell])
  }
  const turnOf = ([first]: PlannedCell[]) => turn.get(first?.request.model ?? '') ?? 0
  return [...groups.values()].sort((a, b) => turnOf(a) - turnOf(b)).flat()
}
