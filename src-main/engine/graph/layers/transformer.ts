import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { attention, toPicture, toRows } from './attention.ts'
import { addShares, attentionShares } from './attention-maps.ts'
import type { AttentionWatch } from './attention-maps.ts'
import { convolution } from './convolution.ts'
import { coupledAttention, placeShares } from './coupled-attention.ts'
import type { Coupling } from './coupled-attention.ts'
import { linear } from './linear.ts'
import { groupNorm, layerNorm } from './norm.ts'

export interface TransformerOptions {
  readonly heads: number
  readonly layers: number
  readonly groups: number
  readonly linearProjection: boolean
  /** The first attention of each layer looks at the text, as the second does, in place of the picture itself. */
  readonly onlyCross?: boolean
  /** Text states as rows [n · tokens, width]. */
  readonly context: { readonly rows: Value; readonly width: number }
  readonly batch: Value
  /** Hears what each pixel looks at in the text. */
  readonly watch?: AttentionWatch | undefined
  /** Then `context` holds several texts for each picture. */
  readonly coupling?: Coupling | undefined
}

/** Inside of one transformer. */
interface BlockOptions extends TransformerOptions {
  /** Shares of the attentions to the text; null: nobody watches. */
  readonly shares: Value[] | null
  /** How much each text counts at each pixel; null: there is one. */
  readonly factors: Value | null
}

/** diffusers' Transformer2DModel on a picture [n, channels, h, w]. */
export function transformer(
  graph: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  options: TransformerOptions,
): Value {
  const normal = groupNorm(graph, x, `${name}.norm`, channels, options.groups, 1e-6)
  const { rows: flat, shape } = toRows(graph, normal, channels)
  // A 1 × 1 convolution on pixels is a linear map on rows, so both kinds of projection are one.
  let rows = linear(graph, flat, `${name}.proj_in`, channels, channels, { eightBit: true })
  const { watch, coupling } = options
  const factors = coupling === undefined ? null : placeShares(graph, coupling, shape)
  const inside = { ...options, factors, shares: watch === undefined ? null : [] }
  for (let layer = 0; layer < options.layers; layer++)
    rows = transformerBlock(graph, rows, `${name}.transformer_blocks.${layer}`, channels, inside)
  if (watch !== undefined) addShares(graph, watch, inside.shares ?? [], shape)
  if (options.linearProjection) {
    const out = linear(graph, rows, `${name}.proj_out`, channels, channels, { eightBit: true })
    return graph.node('Add', [toPicture(graph, out, shape), x])
  }
  const out = convolution(graph, toPicture(graph, rows, shape), `${name}.proj_out`, channels, channels, {
    kernel: 1,
  })
  return graph.node('Add', [out, x])
}

/** diffusers' BasicTransformerBlock on rows: self-attention, attention to the text, gated feed-forward. */
function transformerBlock(
  graph: GraphBuilder,
  x: Value,
  name: string,
  width: number,
  options: BlockOptions,
): Value {
  const own = layerNorm(graph, x, `${name}.norm1`, width)
  const { context, onlyCross = false } = options
  const [seen, seenWidth] = onlyCross ? [context.rows, context.width] : [own, width]
  const first = project(graph, `${name}.attn1`, own, seen, width, seenWidth, options)
  let rows = graph.node('Add', [first, x])
  const query = layerNorm(graph, rows, `${name}.norm2`, width)
  const told = project(graph, `${name}.attn2`, query, context.rows, width, context.width, options)
  rows = graph.node('Add', [told, rows])
  const fed = feedForward(graph, layerNorm(graph, rows, `${name}.norm3`, width), `${name}.ff.net`, width)
  return graph.node('Add', [fed, rows])
}

function project(
  graph: GraphBuilder,
  name: string,
  from: Value,
  to: Value,
  width: number,
  toWidth: number,
  options: BlockOptions,
): Value {
  const q = linear(graph, from, `${name}.to_q`, width, width, { bias: false, eightBit: true })
  // States of a text hold a few numbers far beyond the others, which eight bits could not tell apart.
  const shared = { bias: false, eightBit: from === to }
  const k = linear(graph, to, `${name}.to_k`, toWidth, width, shared)
  const v = linear(graph, to, `${name}.to_v`, toWidth, width, shared)
  if (to === options.context.rows) options.shares?.push(attentionShares(graph, [q, k], width, options))
  const { batch, heads, factors } = options
  const mixed =
    to === options.context.rows && factors !== null
      ? coupledAttention(graph, [q, k, v], width, heads, factors)
      : attention(graph, [q, k, v], width, { batch, heads })
  return linear(graph, mixed, `${name}.to_out.0`, width, width, { eightBit: true })
}

/** GEGLU: the two halves of the first map are taken apart in the weights, so that nothing is split at run time. */
function feedForward(graph: GraphBuilder, x: Value, name: string, width: number): Value {
  const inner = width * 4
  const value = linear(graph, x, `${name}.0.proj`, width, inner * 2, { rows: [0, inner], eightBit: true })
  const gate = linear(graph, x, `${name}.0.proj`, width, inner * 2, {
    rows: [inner, inner * 2],
    eightBit: true,
  })
  const gated = graph.node('Mul', [value, graph.node('Gelu', [gate])])
  return linear(graph, gated, `${name}.2`, inner, width, { eightBit: true })
}
