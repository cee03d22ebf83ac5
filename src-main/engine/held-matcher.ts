import type { PictureDescription } from '#shared/entities/picture-description.ts'
import type { DescribeRequest, EmbedRequest } from './engine.ts'
import { openMatcher, type Matcher } from './matcher/open-matcher.ts'
import { physicalCores } from './runtime/threads.ts'

/** The matcher of the last model that was asked for, opened when it is first needed. */
export interface HeldMatcher {
  describe(request: DescribeRequest): Promise<PictureDescription>
  embed(request: EmbedRequest): Promise<readonly Float32Array[]>
  release(): Promise<void>
}

/** It runs on the processor: its network is so small that any other device would take longer to be given the picture. */
export function createHeldMatcher({ threads = physicalCores() }: { threads?: number }): HeldMatcher {
  let held: { path: string; matcher: Matcher } | null = null
  const release = async (): Promise<void> => {
    const old = held
    held = null
    await old?.matcher.release()
  }
  const hold = async (path: string): Promise<Matcher> => {
    if (held?.path === path) return held.matcher
    await release()
    const matcher = await openMatcher(path, { provider: 'cpu', threads, subject: path, clock: { ms: 0 } })
    held = { path, matcher }
    return matcher
  }
  /** After a failure it is let go of: a file that was mended is read anew. */
  const asked = async <T>(path: string, ask: (matcher: Matcher) => Promise<T>): Promise<T> => {
    const matcher = await hold(path)
    try {
      return await ask(matcher)
    } catch (error) {
      await release()
      throw error
    }
  }
  return {
    release,
    describe: ({ modelPath, picture, count }) =>
      asked(modelPath, (matcher) => matcher.describe(picture, count)),
    embed: (request) =>
      asked(request.modelPath, async (matcher) =>
        'texts' in request
          ? matcher.embedTexts(request.texts)
          : [await matcher.embedPicture(request.picture)],
      ),
  }
}
