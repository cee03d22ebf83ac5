import { createIdle } from '#editor/tools/idle.ts'

export const idle = createIdle('mixing')
