import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { VersoError } from '#shared/errors.ts'
import { byteLetters } from './byte-letters.ts'

const file = join('tokenizers', 'clip', 'bpe_simple_vocab_16e6.txt.gz')
/** The file lists more pairs than CLIP was trained with: 49,408 tokens less the bytes, alone and at a word's end, and two. */
const mergeCount = 49_408 - 2 * 256 - 2

/**
 * The vocabulary that every CLIP text encoder of Stable Diffusion shares, as `vocab.json` and `merges.txt` of its
 * `CLIPTokenizer`: single files carry no tokenizer of their own.
 */
export async function readClipVocabulary(): Promise<{ vocabulary: string; merges: string }> {
  const text = (await promisify(gunzip)(await readFile(findFile()))).toString('utf8')
  const merges = text.split('\n', 1 + mergeCount).slice(1)
  const letters = printableFirst()
  const tokens = [
    ...letters,
    ...letters.map((letter) => `${letter}</w>`),
    ...merges.map((pair) => pair.replace(' ', '')),
    ...['<|startoftext|>', '<|endoftext|>'],
  ]
  // Written as text at once: an object of so many keys takes several times as long.
  const vocabulary = `{${tokens.map((token, id) => `${JSON.stringify(token)}:${id}`).join()}}`
  return { vocabulary, merges: merges.join('\n') }
}

/** OpenAI numbered the bytes that are printable letters themselves before those that stand for others. */
function printableFirst(): string[] {
  const own = (letter: string): boolean => (letter.codePointAt(0) ?? 0) < 0x100
  return [...byteLetters.filter(own), ...byteLetters.filter((letter) => !own(letter))]
}

/** From the sources or `out/` it lies in `assets/`, in a packaged Verso among its resources: above this file in each. */
function findFile(): string {
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const found = [join(folder, 'assets', file), join(folder, file)].find((path) => existsSync(path))
    if (found !== undefined) return found
  }
  const message = `Verso's own file ${file} is missing, without which single .safetensors models cannot read prompts. Install Verso again.`
  throw new VersoError('model-missing', message, { subject: file })
}
