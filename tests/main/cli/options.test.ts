import { expect, it } from 'vitest'
import { parseGenerate } from '#cli/generate/generate-options.ts'
import { numbered } from '#cli/generate/outputs.ts'
import { sizeFor } from '#cli/generate/size.ts'

it.each([
  [['--prompt', 'a', '--steps', 'many'], /--steps must be a whole number from 1 to 1000, not “many”/],
  [['--prompt', 'a', '--steps', '0'], /--steps/],
  [['--prompt', 'a', '--steps', '3.5'], /--steps/],
  [['--prompt', 'a', '--seed', '1e3'], /--seed/],
  [['--prompt', 'a', '--seed=-1'], /--seed/],
  [['--prompt', 'a', '--seed', '99999999999999999999'], /--seed/],
  [['--prompt', 'a', '--width', '100'], /multiple of 8, not 100. Take 96 or 104/],
  [['--prompt', 'a', '--width', '30000'], /--width must be .* to 4096/],
  [['--prompt', 'a', '--guidance', 'NaN'], /--guidance/],
  [['--prompt', 'a', '--sampler', 'plms'], /--sampler must be one of ddim, ddpm, .*, tcd/],
  [['--prompt', 'a', '--schedule', ''], /--schedule must be one of/],
  [['--prompt', 'a', '--device', 'tpu'], /--device/],
  [['--prompt', 'a', '--noise', 'pink'], /--noise/],
  [['--prompt', 'a', '--count', '0'], /--count/],
  [['--prompt', 'a', '--control', 'x.safetensors'], /--control is MODEL:IMAGE/],
  [['--prompt', 'a', '--region', 'm.png'], /--region is MASK:PROMPT/],
  [['--prompt', 'a', '--region', 'm.png:3:a dog'], /--region must be a number from 0 to 2/],
  [['--prompt', 'a', ...Array.from({ length: 9 }, () => '--region=m.png:a')], /At most 8 regions.* not 9/],
  [['--prompt', 'a', '--hires', '9'], /--hires must be a number from 1 to 4/],
  [['--prompt', 'a', '--mask', 'm.png'], /--mask needs a picture/],
  [['--prompt', 'a', '--outpaint', '8:0:0:0'], /--outpaint needs a picture/],
  [['--prompt', 'a', '--init', 'i.png', '--outpaint', '0:0:0:0'], /LEFT:TOP:RIGHT:BOTTOM/],
  [['--prompt', 'a', '--init', 'i.png', '--mask', 'm.png', '--outpaint', '8:0:0:0'], /Leave --mask out/],
  [['--prompt', 'a', '--strength', '0.5'], /--strength needs a picture/],
  [['--prompt', 'a', '--init', 'i.png', '--strength', '1.5'], /--strength must be a number from 0 to 1/],
  [['--prompt', 'a', '--out', 'x.jpg'], /--out must end in \.png/],
  [['--prompt', 'a', '--save-latents', 'x.txt'], /--save-latents must end in \.npy/],
  [['--prompt', 'a', '--save-attention', 'x.txt'], /--save-attention must end in \.npy/],
  [['--prompt', 'a', '--seed', '1', '--seed', '2'], /--seed is given twice/],
  [['--prompt', 'a', 'red', 'apple'], /“red” belongs to no option/],
  [['--prompt', 'a', '--colour', 'red'], /--colour.*See “verso --help”/],
  [['--prompt'], /--prompt.*argument missing.*See/s],
  [['--steps', '3'], /Say what to make/],
])('refuses %j and says why', (args, message) => {
  expect(() => parseGenerate(args)).toThrow(expect.objectContaining({ code: 'bad-request' }))
  expect(() => parseGenerate(args)).toThrow(message)
})

it('takes every option of a whole request', () => {
  const args = '--model m --negative n --seed 5 --noise philox --steps 9 --sampler euler-a --schedule karras'
  const more = '--guidance .5 --width 64 --height 72 --count 2 --init i.png --strength 0.25 --mask m.png'
  const rest = '--quick --device cpu --library none --out o.png --save-latents l.npy --json'
  const added = '--lora C:\\l.safetensors:-.5 --lora k.safetensors --embedding e.safetensors --vae v'
  const guided =
    '--control c:p.png:0.5 --clip-skip 1 --hires 1.5:.4:lanczos --upscale 4 --tiling x --long-prompt chunks'
  const options = parseGenerate([
    ...`${args} ${more} ${rest} ${added} ${guided}`.split(' '),
    ...['--prompt', 'a red apple', '--region', 'C:\\m.png:.5:(dog:1.2), 3', '--region', 'n.png: cat'],
    ...['--region-mode', 'attention'],
  ])
  expect(options).toEqual({
    model: 'm',
    prompt: 'a red apple',
    quick: true,
    settings: {
      negativePrompt: 'n',
      seed: 5,
      noise: 'philox',
      steps: 9,
      sampler: 'euler-a',
      schedule: 'karras',
      guidanceScale: 0.5,
      width: 64,
      height: 72,
      count: 2,
      strength: 0.25,
      device: 'cpu',
      loras: [
        { file: 'C:\\l.safetensors', weight: -0.5 },
        { file: 'k.safetensors', weight: 1 },
      ],
      embeddings: ['e.safetensors'],
      vae: 'v',
      clipSkip: 1,
      hires: { scale: 1.5, strength: 0.4, steps: null, upscaler: 'lanczos' },
      upscale: 4,
      tiling: 'x',
      longPrompt: 'chunks',
      regionMode: 'attention',
    },
    init: 'i.png',
    mask: 'm.png',
    outpaint: null,
    controls: [{ model: 'c', image: 'p.png', scale: 0.5, start: 0, end: 1 }],
    regions: [
      { mask: 'C:\\m.png', prompt: '(dog:1.2), 3', weight: 0.5 },
      { mask: 'n.png', prompt: 'cat', weight: 1 },
    ],
    library: null,
    out: 'o.png',
    saveLatents: 'l.npy',
    json: true,
  })
})

it('numbers several pictures from 1', () => {
  expect([numbered('a/b.png', 0, 1), numbered('a/b.png', 9, 20)]).toEqual(['a/b.png', 'a/b-0010.png'])
})

it("takes the model's size, or the start picture's shape", () => {
  expect(sizeFor(256, null)).toEqual({ width: 256, height: 256 })
  expect(sizeFor(256, { width: 300, height: 203 })).toEqual({ width: 296, height: 200 })
  expect(sizeFor(256, { width: 4000, height: 1000 })).toEqual({ width: 512, height: 128 })
  expect(sizeFor(256, { width: 9000, height: 10 })).toEqual({ width: 4096, height: 64 })
})
