import type { Verb } from '#editor/seen/verb.ts'

export const verbKeys: Readonly<Record<Verb, string>> = {
  generate: 'verb.generate',
  refine: 'verb.refine',
  fill: 'verb.fill',
  outpaint: 'verb.outpaint',
}
