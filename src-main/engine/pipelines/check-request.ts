import { mostRegions } from '#shared/entities/request-additions.ts'
import { VersoError } from '#shared/errors.ts'
import type { EngineRequest } from '../engine.ts'
import type { DiffusionModel } from '../networks/network.ts'
import { refuseUnbuilt } from './refuse-unbuilt.ts'

/** Refuses what this model cannot do, before anything heavy is loaded; each message says what can be done. */
export function checkRequest(request: EngineRequest, model: DiffusionModel): void {
  refuseUnbuilt(request)
  checkNumbers(request)
  checkSecondPass(request)
  checkRegions(request)
  checkSizes(request, model.autoencoder.scale * (model.denoiser.multipleOf ?? 1))
  checkChannels(request, model)
  checkClipSkip(request, model)
  const trainSteps = Number(model.scheduler['num_train_timesteps'] ?? 1000)
  if (request.steps > trainSteps) {
    throw refusal('steps', `${request.steps} steps are more than the ${trainSteps} that the model knows.`)
  }
}

/** It begins from noise: a start picture or a mask would be left out without a word. */
function checkSecondPass({ hires, init }: EngineRequest): void {
  if (hires === null || init === null) return
  throw refusal(
    'hires',
    'A second pass goes with pictures from a prompt alone. Switch the second pass off to refine or fill a picture, or start from nothing.',
  )
}

function checkNumbers(request: EngineRequest): void {
  const { steps, count, seed, guidanceScale, strength } = request
  if (!Number.isInteger(steps) || steps < 1) throw refusal('steps', 'Steps must be a whole number from 1.')
  if (!Number.isInteger(count) || count < 1)
    throw refusal('count', 'The count must be a whole number from 1.')
  if (!Number.isSafeInteger(seed) || seed < 0 || seed > Number.MAX_SAFE_INTEGER - count + 1) {
    const most = Number.MAX_SAFE_INTEGER
    throw refusal(
      'seed',
      `The seeds must be whole numbers from 0 to ${most}; ${seed} and ${count} pictures go beyond.`,
    )
  }
  if (!Number.isFinite(guidanceScale)) throw refusal('guidanceScale', 'Guidance must be a number.')
  if (!(strength >= 0 && strength <= 1)) throw refusal('strength', 'Strength must be from 0 to 1.')
}

function checkRegions({ regions, regionMode, attention, controls }: EngineRequest): void {
  if (regions.length > mostRegions) {
    const message = `${regions.length} regions are more than the ${mostRegions} that are possible. Join or leave out some.`
    throw refusal('regions', message)
  }
  if (regions.length > 0 && attention) {
    const message =
      'With regions there is no one list of words whose places could be shown. Ask for no maps of words, or leave the regions out.'
    throw refusal('regions', message)
  }
  if (regions.length > 0 && regionMode === 'attention' && controls.length > 0) {
    const message =
      'ControlNets know one prompt, so they do not go with regions that are mixed by attention. Mix them by predictions, or leave the ControlNets out.'
    throw refusal('regionMode', message)
  }
  for (const [index, { mask, weight }] of regions.entries()) {
    const name = `Region ${index + 1}`
    if (!(weight >= 0 && weight <= 2))
      throw refusal('regions', `${name} has a weight of ${weight}; it must be from 0 to 2.`)
    if (mask.data.length === 0 || mask.data.length !== mask.width * mask.height)
      throw refusal(
        'regions',
        `The mask of ${name.toLowerCase()} is no picture of ${mask.width} × ${mask.height}.`,
      )
    if (mask.data.every((value) => value === 0))
      throw refusal(
        'regions',
        `${name} covers nothing of the picture. Paint where its prompt counts, or leave it out.`,
      )
  }
}

function checkSizes({ width, height, init, mask }: EngineRequest, scale: number): void {
  for (const [name, side] of Object.entries({ width, height })) {
    if (Number.isInteger(side) && side > 0 && side % scale === 0) continue
    const nearest = Math.max(scale, Math.round(side / scale) * scale) || scale
    throw refusal(
      name,
      `With this model the ${name} must be a multiple of ${scale}, and ${side} is not. Take ${nearest}.`,
    )
  }
  for (const [name, picture, bytes] of [['init', init, 3] as const, ['mask', mask, 1] as const]) {
    if (picture === null) continue
    const fits = picture.width === width && picture.height === height
    if (fits && picture.data.length === width * height * bytes) continue
    const size = `${picture.width} × ${picture.height}`
    throw refusal(name, `The ${name} picture is ${size}; it must be scaled to ${width} × ${height} first.`)
  }
  if (mask !== null && init === null)
    throw refusal('mask', 'A mask needs the picture that it lies on. Give --init too.')
}

function checkChannels({ init, mask }: EngineRequest, model: DiffusionModel): void {
  const { inputChannels, latentChannels } = model.denoiser
  if (inputChannels === latentChannels) return
  if (inputChannels !== 2 * latentChannels + 1) {
    const message = `${model.card.name} takes ${inputChannels} channels where ${latentChannels} or ${2 * latentChannels + 1} are known.`
    throw new VersoError('model-unsupported', `${message} Choose another model.`, {
      subject: model.card.path,
    })
  }
  if (init === null || mask === null) {
    throw refusal(
      'mask',
      `${model.card.name} only fills masked pictures. Give a picture and a mask, or choose another model.`,
    )
  }
}

function checkClipSkip({ clipSkip }: EngineRequest, { card, textEncoders }: DiffusionModel): void {
  const most = Math.min(...textEncoders.map(({ maxSkip }) => maxSkip))
  if (clipSkip <= most) return
  const way = most === 0 ? 'Leave it at 0' : `Take at most ${most}`
  throw refusal('clipSkip', `${card.name} can leave out ${most} layers of its text encoder. ${way}.`)
}

function refusal(subject: string, message: string): VersoError {
  return new VersoError('bad-request', message, { subject })
}
