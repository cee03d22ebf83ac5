export { adjustBlock, reachOf } from './adjust-block.ts'
export { curveTable, straightCurve } from './curve.ts'
export { neutralAdjustment } from './neutral.ts'
