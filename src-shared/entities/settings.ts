import { z } from 'zod'

export const Settings = z.object({
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  theme: z.enum(['dark', 'light', 'system']).default('dark'),
  engineProcess: z.enum(['utility', 'node']).default('utility'),
})
export type Settings = z.infer<typeof Settings>
export const defaultSettings: Settings = Settings.parse({})
