/** Normal deviates (mean 0, deviation 1) from one seed. Each call continues where the one before it ended. */
export interface NoiseSource {
  /** `count` float32 values, in the order in which they fill a tensor. */
  normal(count: number): Float32Array
}
