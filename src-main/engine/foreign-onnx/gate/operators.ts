import { refused, shown } from './limits.ts'

/**
 * Operators that a graph may use: those of ONNX and of ONNX Runtime, by the lists of their own registries (ONNX 1.23,
 * ONNX Runtime 1.32). Left out are those that open files or run what a model brings (`EPContext`, `Snpe`, `PythonOp`,
 * `ATen`), that decode pictures or texts, and whole loops of language models.
 */
const standard = words(`
  Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool
  BatchNormalization Bernoulli BitCast BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor
  BlackmanWindow Cast CastLike CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im Compress Concat
  ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumProd CumSum DFT
  DeformConv DepthToSpace DequantizeLinear Det Div Dropout DynamicQuantizeLinear Einsum Elu Equal Erf
  Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool
  GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow
  HannWindow HardSigmoid HardSwish Hardmax Identity If InstanceNormalization IsInf IsNaN LRN LSTM
  LayerNormalization LeakyRelu Less LessOrEqual LinearAttention Log LogSoftmax Loop LpNormalization
  LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization Min Mish
  Mod Mul Multinomial Neg NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement
  OptionalHasElement Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN
  RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal ReduceL1 ReduceL2
  ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu
  Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scan Scatter ScatterElements
  ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength
  SequenceMap Shape Shrink Sigmoid Sign SimplifiedLayerNormalization Sin Sinh Size Slice Softmax
  Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze Sub Sum SwiGLU Swish Tan Tanh
  TensorScatter ThresholdedRelu Tile TopK Transpose Trilu Unique Unsqueeze Upsample Where Xor
`)

const microsoft = words(`
  Attention AttnLSTM BiasAdd BiasDropout BiasGelu BiasSoftmax BiasSplitGelu BifurcationDetector
  BitmaskBiasDropout BitmaskDropout BranchwiseRMSNorm CDist CausalConvWithState ComplexMul
  ComplexMulConj ConvStateReplay ConvTransposeWithDynamicPads CropAndResize DecoderAttention
  DecoderMaskedMultiHeadAttention DecoderMaskedSelfAttention DequantizeBFP DequantizeLinear
  DequantizeWithOrder DynamicQuantizeLSTM DynamicQuantizeMatMul DynamicSparseAttention
  DynamicTimeWarping EmbedLayerNormalization EngramGate ExpandDims FastGelu FusedConv FusedGemm
  FusedMatMul FusedMatMulActivation GatedAdd GatedDeltaNet GatedDeltaNetStateReplay GatedRMSNorm
  GatedRelativePositionBias GatherBlockQuantized GatherND GatherPacked Gelu GemmFastGelu GemmFloat8
  GemmaRotaryEmbedding GridSample GroupNorm GroupQueryAttention HyperConnectionLowRankMix
  HyperConnectionPostMix HyperConnectionPreMix Inverse Irfft IsAllFinite LinearAttention
  LinearAttentionGate LongformerAttention MRotaryEmbedding Mamba2Verify MatMulBlockQuantizedFp4Weight
  MatMulBlockQuantizedFp8Weight MatMulBnb4 MatMulFpQ4 MatMulInteger16 MatMulIntegerToFloat MatMulNBits
  MatMulNBitsMlp MatMulNBitsQLoRA MatMulNBitsQkv MatMulPacked MaxpoolWithMask MoE MoEGroupRouter
  MoEPacked MulInteger MultiHeadAttention NGramHashMapping NGramRepeatBlock NhwcConv NhwcFusedConv
  NhwcMaxPool PackedAttention PackedMultiHeadAttention PackedSparseAttentionIndexer
  PackedSparseAttentionIndexerMerge Pad PagedAttention QAttention QEmbedLayerNormalization QGemm
  QLinearAdd QLinearAveragePool QLinearConcat QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu
  QLinearMul QLinearReduceMean QLinearSigmoid QLinearSoftmax QLinearWhere QMoE QOrderedAttention
  QOrderedGelu QOrderedLayerNormalization QOrderedLongformerAttention QOrderedMatMul QuantizeBFP
  QuantizeLinear QuantizeWithOrder QuickGelu RMSNormRotary Range ReduceSumInteger RelativePositionBias
  RemovePadding RestorePadding Rfft RotaryEmbedding RouterGateUpProj ScaledSiLU SkipGroupNorm
  SkipLayerNormalization SkipSimplifiedLayerNormalization SparseAttention SparseAttentionIndexer
  SparsePagedAttention SparseToDenseMatMul SwiGLU TorchEmbedding TransposeMatMul Trilu UnfoldTensor
  Unique VarlenCausalConvWithState VarlenNGramHashMapping
`)

const domains: Readonly<Record<string, ReadonlySet<string>>> = {
  '': standard,
  'ai.onnx': standard,
  'com.microsoft': microsoft,
}

/** Refuses an operator that is not on the lists, by its name. */
export function checkOperator(file: string, domain: string, operator: string): void {
  const known = Object.hasOwn(domains, domain) ? domains[domain] : undefined
  if (known === undefined)
    throw refused(
      file,
      `its operator ${shown(operator)} comes from ${shown(domain)}, a set that Verso does not know`,
    )
  if (!known.has(operator)) throw refused(file, `its operator ${shown(operator)} is unknown`)
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}
