import { writeRecord } from '#files/metadata/picture-record.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { sha256Of } from '#files/blob-store.ts'
import type { Asset } from '#shared/entities/asset.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { LiveAnswer, LiveKept } from '#shared/entities/live.ts'
import { VersoError } from '#shared/errors.ts'
import { checkRequest } from '../check-request.ts'
import { makePicture, type MadePicture, type PictureTools, type SourcePictures } from '../make-picture.ts'
import { resolveFiles } from '../models.ts'
import type { Store } from '../store.ts'
import type { PictureFile } from '../studio.ts'
import { holdSources } from './held-sources.ts'

export interface LiveOptions {
  readonly store: Store
  readonly tools: PictureTools
  readonly resolveModel: (name: string) => Promise<string>
  /** Settles choices and wildcards of a prompt. */
  readonly settle: (request: GenerationRequest) => Promise<GenerationRequest>
  /** True while the queue has work: it goes first. */
  readonly queueBusy: () => boolean
  readonly kept: (sha256: string) => void
}

/** Pictures made while somebody paints: none of them touches queue, library or disk until it is kept. */
export interface Live {
  hold(picture: RgbaPicture, origin: Asset['origin']): Asset
  /** Makes one picture; a newer call, `stop` or the queue ends it between two steps. */
  frame(request: GenerationRequest): Promise<LiveAnswer>
  /** Takes the frame into the library. Throws `not-found` when it is not the newest any more. */
  keep(frame: number): Promise<LiveKept>
  /** Ends what is under way and forgets everything; resolves when nothing runs any more. */
  stop(): Promise<void>
  /** Ends the frame under way: the queue has begun a job. */
  giveWay(): void
  picture(name: string): PictureFile | null
}

interface Newest {
  readonly frame: number
  readonly made: MadePicture
}

export function createLive(options: LiveOptions): Live {
  const { tools, queueBusy } = options
  const held = holdSources()
  let counter = 0
  let newest: Newest | null = null
  let current: AbortController | null = null
  /** The engine makes one picture at a time: the one before ends first, between two of its steps. */
  let chain: Promise<unknown> = Promise.resolve()

  const make = async (request: GenerationRequest, signal: AbortSignal): Promise<MadePicture | null> => {
    if (signal.aborted) return null
    const settled = await options.settle(checkRequest(request))
    const sources = await sourcesOf(settled, held.find, options.store)
    const files = await resolveFiles(settled, options.resolveModel)
    return makePicture(tools, { request: settled, files, sources, signal })
  }
  return {
    hold: (picture, origin) => held.hold(picture, origin, tools.clock().toISOString()),
    frame: async (request) => {
      if (queueBusy()) return { kind: 'queue-first' }
      current?.abort()
      const { signal } = (current = new AbortController())
      const begun = performance.now()
      const running = chain.then(() => make(request, signal))
      chain = running.catch(() => undefined)
      try {
        const made = await running
        if (made === null || signal.aborted) return { kind: 'superseded' }
        newest = { frame: ++counter, made }
        return { kind: 'frame', frame: { frame: counter, milliseconds: performance.now() - begun } }
      } catch (thrown) {
        if (signal.aborted) return { kind: 'superseded' }
        throw thrown
      }
    },
    keep: async (frame) => {
      if (newest?.frame !== frame) {
        throw new VersoError(
          'not-found',
          'This live picture has been followed by another one. Take that one.',
        )
      }
      return keepMade(newest.made, held.find, options)
    },
    stop: async () => {
      current?.abort()
      newest = null
      held.clear()
      await chain
    },
    giveWay: () => current?.abort(),
    picture: (name) =>
      newest !== null && name === `live-${newest.frame}`
        ? { mime: 'image/png', bytes: newest.made.png }
        : null,
  }
}

type Find = ReturnType<typeof holdSources>['find']

async function sourcesOf(request: GenerationRequest, find: Find, store: Store): Promise<SourcePictures> {
  const pixelsOf = async (name: string) => find(name)?.picture ?? store.pixelsOf(name)
  return {
    init: request.init === null ? null : await pixelsOf(request.init),
    mask: request.mask === null ? null : await pixelsOf(request.mask),
    controls: await Promise.all(request.controls.map(({ image }) => pixelsOf(image))),
    regions: await Promise.all(request.regions.map(({ mask }) => pixelsOf(mask))),
  }
}

/** Its sources go into the library first; the record then names them as they are called there. */
async function keepMade(
  made: MadePicture,
  find: Find,
  { store, tools, kept }: LiveOptions,
): Promise<LiveKept> {
  const { codec } = tools
  const names = new Map<string, string>()
  for (const { sha256 } of made.record.parents) {
    const source = find(sha256)
    if (source === null) continue
    const bytes = await codec.encodePng(source.picture)
    const taken = { bytes, mime: 'image/png', sha256: sha256Of(bytes), pixels: source.picture }
    names.set(sha256, (await store.keepTaken(taken, source.origin)).sha256)
  }
  const nameOf = <T extends string | null>(name: T) => (name === null ? name : (names.get(name) ?? name))
  const { request } = made.record
  const record = {
    ...made.record,
    request: {
      ...request,
      init: nameOf(request.init),
      mask: nameOf(request.mask),
      regions: request.regions.map((region) => ({ ...region, mask: nameOf(region.mask) })),
    },
    parents: made.record.parents.map((parent) => ({ ...parent, sha256: nameOf(parent.sha256) })),
  }
  const png = writeRecord(await codec.encodePng(await codec.decode(made.png, 'The live picture')), record)
  const asset = await store.keepMade({ ...made, png, record }, null)
  kept(asset.sha256)
  return { sha256: asset.sha256, mask: record.request.mask }
}
