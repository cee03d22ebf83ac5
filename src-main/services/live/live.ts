import { writeRecord } from '#files/metadata/picture-record.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { sha256Of } from '#files/blob-store.ts'
import type { Asset } from '#shared/entities/asset.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { LiveAnswer, LiveKept } from '#shared/ipc/live.ts'
import { VersoError } from '#shared/errors.ts'
import { checkRequest } from '../check-request.ts'
import { makePicture, type MadePicture, type PictureTools, type SourcePictures } from '../make-picture.ts'
import { resolveFiles } from '../models.ts'
import type { Store } from '../store.ts'
import type { PictureFile } from '../studio.ts'
import { holdSources } from './held-sources.ts'
import { LiveFrames } from './live-frames.ts'

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
  /** A picture that is held; null where there is none by that name. */
  held(name: string): RgbaPicture | null
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

export function createLive(options: LiveOptions): Live {
  const { tools, queueBusy } = options
  const held = holdSources()
  const frames = new LiveFrames(async (request, signal) => {
    const settled = await options.settle(checkRequest(request))
    const sources = await sourcesOf(settled, held.find, options.store)
    const files = await resolveFiles(settled, options.resolveModel)
    return makePicture(tools, { request: settled, files, sources, signal })
  })
  return {
    held: (name) => held.find(name)?.picture ?? null,
    hold: (picture, origin) => held.hold(picture, origin, tools.clock().toISOString()),
    frame: async (request) => (queueBusy() ? { kind: 'queue-first' } : frames.make(request)),
    keep: async (frame) => {
      const { newest } = frames
      if (newest?.frame === frame) return keepMade(newest.made, held.find, options)
      const reason = 'This live picture has been followed by another one. Take that one.'
      throw new VersoError('not-found', reason)
    },
    stop: () => {
      held.clear()
      return frames.stop()
    },
    giveWay: () => frames.giveWay(),
    picture: (name) => {
      const { newest } = frames
      const isIt = newest !== null && name === `live-${newest.frame}`
      return isIt ? { mime: 'image/png', bytes: newest.made.png } : null
    },
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
