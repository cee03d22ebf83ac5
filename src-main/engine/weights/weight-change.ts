import type { StoredTensor } from './weight-source.ts'

/**
 * Something that a file adds to a weight W [out, …]; `factor` is the artist's weight · alpha / rank.
 * Tensors stay where they lie; the graph makes the sum when it is loaded.
 */
export type WeightTerm = LowRankTerm | HadamardTerm | KroneckerTerm | DifferenceTerm

/**
 * LoRA (Hu et al. 2021): factor · up · down, `up` [out, rank], `down` [rank, in · kernel]. With `mid` (LoCon's
 * Tucker form) [rank, rank, kernel] the down map has no kernel of its own. With `magnitude` [out] (DoRA, Liu et al.
 * 2024) the sum's rows are given these lengths.
 */
export interface LowRankTerm {
  readonly kind: 'low-rank'
  readonly up: StoredTensor
  readonly down: StoredTensor
  readonly mid: StoredTensor | null
  readonly magnitude: StoredTensor | null
  readonly factor: number
}

/** LoHa (Hyeon-Woo et al. 2021): factor · (up₁ · down₁) ∘ (up₂ · down₂). */
export interface HadamardTerm {
  readonly kind: 'hadamard'
  readonly pairs: readonly [FactorPair, FactorPair]
  readonly factor: number
}

/** LoKr (Yeh et al. 2023): factor · first ⊗ second, each whole or as a product; `second` may have a kernel. */
export interface KroneckerTerm {
  readonly kind: 'kronecker'
  readonly first: StoredTensor | FactorPair
  readonly second: StoredTensor | FactorPair
  readonly factor: number
}

/** factor · the tensor itself: a bias, a norm, or a whole weight. */
export interface DifferenceTerm {
  readonly kind: 'difference'
  readonly difference: StoredTensor
  readonly factor: number
}

/** A product [rows, rank] · [rank, columns]. */
export interface FactorPair {
  readonly up: StoredTensor
  readonly down: StoredTensor
}

/** What is added to which weight, by the name that the graph asks for. */
export type WeightChanges = ReadonlyMap<string, readonly WeightTerm[]>
