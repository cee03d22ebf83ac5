import { createPickingIdle } from '#editor/tools/pick-colour.ts'

export const idle = createPickingIdle('painting')
