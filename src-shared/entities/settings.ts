import { z } from 'zod'

/** Which keys the commands have: a preset, and what the artist changed in it (no keys: the command has none). */
export const KeySettings = z.object({
  preset: z.enum(['verso', 'photoshop', 'krita']).default('verso'),
  changed: z.record(z.string().max(64), z.array(z.string().min(1).max(32)).max(4)).default({}),
})
export type KeySettings = z.infer<typeof KeySettings>

/** Sizes of the whole window in percent. */
export const scales = [80, 90, 100, 110, 125, 150, 175, 200] as const

export const Settings = z.object({
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  theme: z.enum(['dark', 'light', 'system']).default('dark'),
  /** The hand that holds the pen: tools stand on the other side of the canvas. */
  hand: z.enum(['right', 'left']).default('right'),
  scale: z.literal(scales).default(100),
  keys: KeySettings.prefault({}),
  /** True: nothing new is begun from the queue. */
  queuePaused: z.boolean().default(false),
  engineProcess: z.enum(['utility', 'node']).default('utility'),
})
export type Settings = z.infer<typeof Settings>
export const defaultSettings: Settings = Settings.parse({})
