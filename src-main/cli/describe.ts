import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { readPictureFile } from '#files/read-file.ts'
import { describePixels, usualCount } from '#services/describe-picture.ts'
import { starterName } from '#services/models.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import { exitDone } from './exit.ts'
import { resolveModelArgument } from './model-argument.ts'
import { badOption, parseOptions, wholeNumber } from './options.ts'
import type { Terminal } from './terminal.ts'

const options = {
  json: { type: 'boolean' },
  count: { type: 'string' },
  model: { type: 'string' },
} as const

/**
 * `verso describe IMAGE [--count N] [--model PATH|NAME] [--json]`: the things, styles, backgrounds and places that the
 * matcher of a model's folder finds a picture nearest to.
 */
export async function describe(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  const [path, ...rest] = positionals
  if (path === undefined || rest.length > 0) {
    throw badOption('describe', 'Say which picture: verso describe IMAGE [--count N] [--json].')
  }
  const count = wholeNumber('--count', values.count, { least: 1, most: 1000 }) ?? usualCount
  const picture = await sharpCodec.decode(await readPictureFile(path), path)
  const modelPath = await resolveModelArgument(values.model ?? starterName, terminal)
  const engine = await terminal.engine()
  try {
    const found = await describePixels(engine, modelPath, picture, count)
    terminal.stdout.write(
      values.json === true ? `${JSON.stringify({ path, ...found }, null, 2)}\n` : asText(found),
    )
    return exitDone
  } finally {
    await engine.dispose()
  }
}

const titles = [
  ['things', 'Things'],
  ['styles', 'Styles'],
  ['backgrounds', 'Backgrounds'],
  ['places', 'Places'],
] as const

function asText(found: PictureDescription): string {
  const kinds = titles.map(([kind, title]) => {
    const rows = found[kind].map(
      ({ phrase, likeness }) => `  ${likeness.toFixed(2).padStart(5)}  ${phrase}\n`,
    )
    return `${title}\n${rows.join('')}`
  })
  return `${kinds.join('')}\n${note}`
}

const note = `The numbers say how near a phrase is to the picture (1 is the same), not how likely it is to be true.
The matcher was trained on the starter's drawings alone: of anything else it names what is nearest there, and it is
often wrong.
`
