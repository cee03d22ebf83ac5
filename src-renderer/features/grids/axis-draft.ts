import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { samplerNames, scheduleNames } from '#shared/entities/generation-request.ts'
import type { GridAxis, GridParameter, GridPlan } from '#shared/grids/grid.ts'
import { axisValues } from '#shared/grids/axis-values.ts'
import { type ExpandedGrid, expandGrid } from '#shared/grids/expand-grid.ts'

/** An axis as it is written down. */
export interface AxisDraft {
  readonly parameter: GridParameter | 'none'
  readonly text: string
  /** For parameters whose values are chosen from a list. */
  readonly chosen: readonly string[]
  /** The LoRA whose weight changes. */
  readonly target: string
}

export const noAxis: AxisDraft = { parameter: 'none', text: '', chosen: [], target: '' }

/** Parameters whose values are chosen rather than typed. */
export function listOf(
  parameter: AxisDraft['parameter'],
  models: readonly string[],
): readonly string[] | null {
  switch (parameter) {
    case 'sampler':
      return samplerNames
    case 'schedule':
      return scheduleNames
    case 'model':
      return models
    case 'prompt':
      return []
    case 'upscale':
      return ['1', '2', '4']
    default:
      return null
  }
}

/** The axes that say something, as a plan has them. */
export function axesOf(drafts: readonly AxisDraft[]): GridAxis[] {
  return drafts.flatMap(({ parameter, text, chosen, target }) => {
    if (parameter === 'none') return []
    const values = listOf(parameter, []) === null ? axisValues(parameter, text) : [...chosen]
    return values.length === 0 ? [] : [{ parameter, target, values: values.slice(0, 200) }]
  })
}

/** What the axes come to on this request; null while no axis says anything. */
export function previewOf(base: GenerationRequest, drafts: readonly AxisDraft[]): ExpandedGrid | null {
  const plan: GridPlan = { base, axes: axesOf(drafts) }
  return plan.axes.length === 0 ? null : expandGrid(plan)
}
