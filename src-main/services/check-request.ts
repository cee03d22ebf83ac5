import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { seedApart } from '#shared/prompts/chance.ts'

/** Longest side of a finished picture; its pixels are held in memory several times over. */
const mostFinished = 8192

/** The request with its defaults; throws `bad-request` that names the field, what it may be and what it was. */
export function checkRequest(input: unknown): GenerationRequest {
  const parsed = GenerationRequest.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const field = issue?.path.join('.') || 'request'
    throw badField(field, `${field} is not possible: ${issue?.message ?? 'invalid value'}.`)
  }
  const request = parsed.data
  if (request.mask !== null && request.init === null) {
    throw badField(
      'mask',
      'A mask needs a picture to fill: give the start picture too, or leave the mask out.',
    )
  }
  const scale = request.upscale * (request.hires?.scale ?? 1)
  const longest = Math.max(request.width, request.height) * scale
  if (longest > mostFinished) {
    throw badField(
      'upscale',
      `The finished picture would be ${Math.round(longest)} pixels long, and ${mostFinished} are possible. Enlarge it less, or make it smaller.`,
    )
  }
  if (request.seed > Number.MAX_SAFE_INTEGER - (request.count - 1)) {
    throw badField(
      'seed',
      `Seed ${request.seed} is too large for ${request.count} pictures. Take a smaller one.`,
    )
  }
  return request
}

/** The request of one picture of the batch: its own seed, count 1. This is what its record holds. */
export function requestOfPicture(request: GenerationRequest, index: number): GenerationRequest {
  return { ...request, seed: seedOfPicture(request, index), seeds: 'next', count: 1 }
}

function seedOfPicture({ seed, seeds }: GenerationRequest, index: number): number {
  switch (seeds) {
    case 'next':
      return seed + index
    case 'random':
      return seedApart(seed, index)
    case 'same':
      return seed
  }
}

function badField(field: string, message: string): VersoError {
  return new VersoError('bad-request', message, { subject: field })
}
