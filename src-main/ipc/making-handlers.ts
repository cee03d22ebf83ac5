import type { Studio } from '#services/studio.ts'
import type { Desktop } from './handlers.ts'
import { nothing } from './nothing.ts'
import type { Handlers } from './server.ts'

type Making = Pick<
  Handlers,
  Extract<keyof Handlers, `${'generation' | 'live' | 'queue' | 'prompt' | 'styles' | 'grids'}.${string}`>
>

/** What has to do with making pictures: one line each. */
export function makingHandlers(studio: Studio, desktop: Pick<Desktop, 'chooseFolder'>): Making {
  return {
    'generation.start': (input) => studio.generation.start(input),
    'generation.cancel': (input) => studio.generation.cancel(input),
    'live.frame': ({ request }) => studio.live.frame(request),
    'live.keep': ({ frame }) => studio.live.keep(frame),
    'live.stop': async () => nothing(await studio.live.stop()),
    'queue.list': () => studio.generation.list(),
    'queue.retry': (input) => studio.generation.retry(input),
    'queue.move': (input) => nothing(studio.generation.move(input)),
    'queue.cancel-all': async (input) => nothing(await studio.generation.cancelAll(input)),
    'queue.pace': ({ model }) => studio.generation.pace(model),
    'prompt.measure': (question) => studio.prompts.measure(question),
    'prompt.wildcards': () => studio.prompts.wildcards(),
    'prompt.every': ({ prompt, most }) => studio.prompts.every(prompt, most),
    'styles.list': () => studio.styles.list(),
    'styles.save': (style) => studio.styles.save(style),
    'styles.remove': ({ name }) => studio.styles.remove(name),
    'grids.list': () => studio.grids.list(),
    'grids.get': ({ gridId }) => studio.grids.get(gridId),
    'grids.start': (input) => studio.grids.start(input),
    'grids.act': async ({ gridId, action }) => nothing(await studio.grids.act(gridId, action)),
    'grids.export': async ({ gridId }) => {
      const folder = await desktop.chooseFolder()
      return folder === null ? null : studio.grids.export(gridId, folder)
    },
  }
}
