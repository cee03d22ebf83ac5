import { describe, expect, it } from 'vitest'
import { type Layer, type LayerKind, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { layerStack } from '#shared/document/composite/layer-stack.ts'
import { type Part, planAround } from '#editor/render/stack/plan.ts'

/** Ids from the bottom; `kind` and other fields where they differ from a plain raster layer. */
function planOf(layers: readonly (readonly [string, Partial<Layer>?])[], active: string): string[] | null {
  const made = layers.map(([id, change = {}]) => ({
    ...newLayer(id, change.kind ?? 'raster', id),
    ...change,
  }))
  const document = {
    ...newDocument('d'),
    order: made.map(({ id }) => id),
    layers: Object.fromEntries(made.map((layer) => [layer.id, layer])),
  }
  return planAround(layerStack(document), active)?.map(words) ?? null
}

function words(part: Part): string {
  if (part.kind === 'item') return part.item.layer.id
  if (part.kind === 'group') return `${part.layer.id}(${part.parts.map(words).join(' ')})`
  return `[${part.items.map(({ layer }) => layer.id).join(' ')}]`
}

const kind = (kind: LayerKind) => ({ kind })

describe('the plan around the layer in hand', () => {
  it('puts together what is below and what lies plainly above', () => {
    expect(planOf([['a'], ['b'], ['c'], ['d'], ['e']], 'c')).toEqual(['[a b]', 'c', '[d e]'])
    expect(planOf([['a'], ['b'], ['c']], 'b')).toEqual(['a', 'b', 'c'])
  })

  it('keeps apart what blends with or adjusts what is beneath', () => {
    const layers = [
      ['a', { blend: 'screen' }],
      ['b'],
      ['c'],
      ['d', { blend: 'multiply' }],
      ['e'],
      ['f'],
      ['g', kind('adjustment')],
    ] as const
    expect(planOf(layers, 'a')).toEqual(['a', '[b c]', 'd', '[e f]', 'g'])
    // Below, what blends has met all that it blends with.
    expect(planOf(layers, 'g')).toEqual(['[a b c d e f]', 'g'])
  })

  it('goes into groups around the layer', () => {
    const layers = [
      ['a', { parent: 'g' }],
      ['b', { parent: 'g' }],
      ['c', { parent: 'g' }],
      ['g', kind('group')],
      ['h', kind('group')],
    ] as const
    expect(planOf([['x'], ['y'], ...layers], 'c')).toEqual(['[x y]', 'g([a b] c)', '[h]'])
  })

  it('leaves a base with what is clipped to it whole', () => {
    expect(planOf([['a'], ['b'], ['c', { clip: true }], ['d']], 'c')).toEqual(['a', 'b', 'd'])
  })

  it('is none for a layer that is not in the picture', () => {
    expect(planOf([['a'], ['m', kind('mask')]], 'm')).toBeNull()
    expect(planOf([['a'], ['b', { visible: false }]], 'b')).toBeNull()
  })
})
