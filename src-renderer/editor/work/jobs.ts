import { compositeArea } from '#shared/document/composite/composite.ts'

/**
 * What the worker can do: pure functions over plain values, one parameter each. What goes in is copied on its way,
 * what comes out is handed over. One more job is one more line.
 */
export const jobs = {
  composite: ({ document, area }: { document: Document; area: Area }) => compositeArea(document, area),
}

type Document = Parameters<typeof compositeArea>[0]
type Area = Parameters<typeof compositeArea>[1]

export type Jobs = typeof jobs
