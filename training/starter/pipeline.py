"""The reference pipeline, as short as can be: what any other engine must reproduce.

    python -m starter.pipeline "red apple on a white background" --seed 1 --out apple.png

prompt → 32 token ids → token states → the folder's own sampler with classifier-free guidance in v-prediction → latents → RGB.
Guidance of 1 is none. All in float32 with the float16 weights of the folder. The start noise is torch.randn on the CPU from
the seed, and so is what the sampler adds at every step, from the same generator.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DDIMScheduler, DDPMScheduler, UNet2DConditionModel
from PIL import Image
from safetensors.torch import load_file

from .low_rank import merge
from .places import CHANNELS, LATENT, STARTER
from .text import load_text, states_of

FOUR_STEPS = "four-steps.safetensors"
SCHEDULERS = {"ddim": DDIMScheduler, "ddpm": DDPMScheduler}


class Pipeline:
    def __init__(self, folder: Path = STARTER, quick: bool = False):
        """`quick`: with the model's low-rank change for four steps without guidance."""
        self.tokenizer, self.text_encoder = load_text(folder)
        self.unet = UNet2DConditionModel.from_pretrained(folder / "unet").float().eval()
        if quick:
            merge(self.unet, load_file(folder / FOUR_STEPS))
        self.vae = AutoencoderKL.from_pretrained(folder / "vae").float().eval()
        about = json.loads((folder / "verso.json").read_text())
        scheduler = SCHEDULERS[about["quick" if quick else "defaults"]["sampler"]]
        self.scheduler = scheduler.from_config(scheduler.load_config(folder / "scheduler"))

    @torch.no_grad()
    def latents(self, prompts, negative="", steps=20, guidance=3.5, seeds: Sequence[int] = (0,)) -> torch.Tensor:
        """Denoised latents [N, 6, 32, 32]; each prompt's noise comes from its own seed, whatever the batch."""
        context = states_of(prompts, self.tokenizer, self.text_encoder)
        guided = guidance > 1
        if guided:
            empty = states_of([negative] * len(prompts), self.tokenizer, self.text_encoder)
            context = torch.cat([empty, context])
        generators = [torch.Generator().manual_seed(seed) for _, seed in zip(prompts, seeds, strict=True)]
        latents = torch.cat([torch.randn((1, CHANNELS, LATENT, LATENT), generator=each) for each in generators])
        self.scheduler.set_timesteps(steps)
        for t in self.scheduler.timesteps:
            v = self.unet(torch.cat([latents] * 2) if guided else latents, t, context).sample.float()
            if guided:
                without, with_text = v.chunk(2)
                v = without + guidance * (with_text - without)
            latents = self.scheduler.step(v, t, latents, generator=generators).prev_sample
        return latents

    @torch.no_grad()
    def decode(self, latents: torch.Tensor) -> np.ndarray:
        """uint8 [N, 256, 256, 3]."""
        rgb = self.vae.decode(latents / self.vae.config.scaling_factor).sample
        return ((rgb / 2 + 0.5).clamp(0, 1) * 255).round().permute(0, 2, 3, 1).numpy().astype(np.uint8)

    def __call__(self, prompts: list[str], **options) -> np.ndarray:
        return self.decode(self.latents(prompts, **options))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompt")
    parser.add_argument("--negative", default="")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=3.5)
    parser.add_argument("--quick", action="store_true", help="with the change for four steps; goes with --steps 4 --guidance 1")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--model", type=Path, default=STARTER)
    parser.add_argument("--out", type=Path, default=Path("picture.png"))
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.model, arguments.quick)
    options = {"steps": arguments.steps, "guidance": arguments.guidance, "seeds": [arguments.seed]}
    Image.fromarray(pipeline([arguments.prompt], negative=arguments.negative, **options)[0]).save(arguments.out)


if __name__ == "__main__":
    main()
