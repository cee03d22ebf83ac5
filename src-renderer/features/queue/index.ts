import type { Feature } from '../feature.ts'
import { QueueStatus } from './queue-status.tsx'

export const queue: Feature = { id: 'queue', views: { status: QueueStatus } }
