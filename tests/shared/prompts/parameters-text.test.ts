import { describe, expect, it } from 'vitest'
import { chanceFrom } from '#shared/prompts/chance.ts'
import { readParameters } from '#shared/prompts/parameters-text.ts'
import { recalledFields } from '#shared/prompts/recalled-fields.ts'

const block = `masterpiece, (red:1.2) apple
on a table <lora:ink:0.7>
Negative prompt: blurry,
low quality
Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567, Size: 640x448, Model hash: abc123, Model: dream, Denoising strength: 0.4, Clip skip: 2, RNG: CPU, Lora hashes: "ink: 0011, wash: 2233", Hashes: {"model": "abc", "lora:ink": "0011"}, Version: v1.10.1`

describe('the text of AUTOMATIC1111', () => {
  it('is taken apart', () => {
    const read = readParameters(block)
    expect(read?.prompt).toBe('masterpiece, (red:1.2) apple\non a table <lora:ink:0.7>')
    expect(read?.negativePrompt).toBe('blurry,\nlow quality')
    expect(read?.fields.get('Lora hashes')).toBe('ink: 0011, wash: 2233')
    expect(read?.fields.get('Hashes')).toBe('{"model": "abc", "lora:ink": "0011"}')
    expect(read?.fields.get('Version')).toBe('v1.10.1')
  })

  it('becomes parts of a request, and what Verso cannot take over is listed', () => {
    const read = readParameters(block)
    const parts = read && recalledFields(read)
    expect(parts?.seed).toEqual({ seed: 1234567, noise: 'torch' })
    expect(parts?.size).toEqual({ width: 640, height: 448 })
    expect(parts?.settings).toEqual({
      steps: 30,
      guidanceScale: 6.5,
      sampler: 'dpmpp-2m',
      schedule: 'karras',
      strength: 0.4,
      clipSkip: 1,
    })
    expect(parts?.unknown.map(({ name }) => name)).toEqual([
      'Model hash',
      'Model',
      'Lora hashes',
      'Version',
      'Hashes',
    ])
  })

  it('does not bend values: sizes of no multiple of 8, unknown samplers and wild numbers are listed', () => {
    const read = readParameters('x\nSteps: 99999, Sampler: Restart, Size: 500x333, CFG scale: NaN, Seed: -1')
    const parts = read && recalledFields(read)
    expect(parts).toMatchObject({ seed: {}, size: {}, settings: {} })
    expect(parts?.unknown).toHaveLength(5)
  })

  it('old names of samplers hold the schedule too', () => {
    const read = readParameters('x\nSteps: 9, Sampler: DPM++ 2M Karras, Seed: 3')
    expect(read && recalledFields(read).settings).toEqual({
      steps: 9,
      sampler: 'dpmpp-2m',
      schedule: 'karras',
    })
  })

  it('is none where a text only looks a little like it', () => {
    for (const text of ['', 'red apple', 'a cat: big, a dog: small', 'x\nSteps: 3, Seed: 4', 'Steps: 1'])
      expect(readParameters(text)).toBeNull()
  })

  it('any text is read or refused, quickly', () => {
    const chance = chanceFrom('parameters')
    const signs = [
      'Steps: 3',
      ', ',
      'Seed: 4',
      'Size: 64x64',
      '\n',
      '"',
      '\\',
      ':',
      '{',
      '}',
      'Hashes: ',
      'a',
      ' ',
      'Negative prompt: ',
    ]
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: 25 }, () => signs[Math.floor(chance() * signs.length)]!).join('')
      const read = readParameters(text)
      if (read !== null) expect(recalledFields(read).unknown).toBeInstanceOf(Array)
    }
    expect(readParameters(`x\n${'a '.repeat(50_000)}`)).toBeNull()
    expect(readParameters(`x\n${'"'.repeat(50_000)}`)).toBeNull()
    expect(readParameters(`x\n${'Hashes:{'.repeat(10_000)}`)).toBeNull()
  }, 20_000)
})
