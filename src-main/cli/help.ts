export const help = `Verso, a local studio for generated pictures.

  verso generate --prompt TEXT [options]   make pictures
  verso models inspect PATH [--json]       say what a model is
  verso read IMAGE [--json]                say how a picture was made
  verso describe IMAGE [--count N] [--model PATH|NAME] [--json]
                                           say what a picture shows, as far as the starter's own matcher knows

Options of generate
  --model PATH|NAME     model file or folder, or a name in the models folder (starter)
  --negative TEXT       what to keep out
  --seed N              first seed (by chance); picture k has seed N + k
  --noise torch|philox  whose random numbers (torch)
  --steps N, --sampler NAME, --schedule NAME, --guidance X   (the model's own)
  --quick               the model's own way in few steps: its file, steps and guidance, where not given
  --width N --height N  multiples of 8 (the model's own size, or the start picture's)
  --count N             how many pictures (1)
  --init IMAGE --strength X   start picture, and how much of it is made anew, 0 to 1 (0.6)
  --mask IMAGE          white is made anew, black stays as it is, bit for bit
  --outpaint LEFT:TOP:RIGHT:BOTTOM   pixels to add around the start picture and to fill
  --lora FILE:WEIGHT    LoRA or LoCon, more than one allowed (weight 1)
  --embedding FILE      textual inversion, more than one allowed; its word is its file's name
  --vae PATH            another autoencoder, or TAESD
  --control MODEL:IMAGE[:SCALE]   ControlNet and the picture it follows, more than one allowed (scale 1)
  --region MASK[:WEIGHT]:PROMPT   prompt for the white part of a grey picture, before --prompt; up to 8 (weight 1)
  --region-mode predictions|attention   any model, or quicker by the model's own attention (predictions)
  --clip-skip N, --guidance-rescale X   (0)
  --prompt-syntax weights|plain   whether (word:1.2), [word], BREAK and [from:to:when] mean something (weights)
  --long-prompt cut|chunks        what becomes of words beyond 77 tokens (cut)
  --tiling none|x|y|both          edges that meet without a seam (none)
  --hires SCALE[:STRENGTH[:latent|lanczos|model]]   a second pass, enlarged
  --upscale 1|2|4       enlarge the finished picture by the shipped upscaler (1)
  --precision auto|fp32|fp16|int8   (auto)
  --device NAME         auto, cpu, dml, cuda, coreml or webgpu (auto)
  --library DIR|none    keep pictures and records in the library in DIR (none)
  --out FILE.png        where to write; several become FILE-0001.png … (verso-SEED.png, or the library)
  --save-latents FILE.npy     final latents as a NumPy file
  --save-attention FILE.npy   where each word counted, [tokens, h, w]; --json names the words
  --json                one JSON document on standard output; sha256 in it names the pixels

Exit codes: 0 done, 1 failed, 2 bad input, 3 refused by the policy, 4 out of memory or disk, 130 cancelled.
`
