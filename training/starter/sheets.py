"""Sheets of samples while training runs: the same prompts and noise each time, so that progress can be seen.

    python -m starter.sheets --out reports/progress.png

Draws from the average in runs/denoiser/last.pt.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from .diffusion import Diffusion
from .fold import folded
from .networks import make_denoiser
from .places import CHANNELS, LATENT, PICTURE, RUNS
from .text import load_text, states_of

PROMPTS = (
    "red apple on a white background",
    "yellow lemon",
    "rocket on a navy blue background",
    "a cat",
    "dog on a teal background",
    "a blue car on a white background",
    "tree on a green meadow under a blue sky",
    "house in the snow",
    "pink tulip on a black background",
    "a slice of pizza, twemoji style",
    "penguin on a sky blue background, noto style",
    "sailboat on a blue to white gradient background",
    "an apple on the left and a lemon on the right",
    "guitar on a yellow background, openmoji style",
    "a mushroom on a dark green background",
    "butterfly on a lavender background",
)
STEPS, GUIDANCE, COLUMNS, LABEL = 20, 3.5, 4, 16


def current_decoder():
    """The folded autoencoder, with the decoder tuned further where there is one."""
    model = folded()
    tuned = RUNS / "decoder" / "last.pt"
    if tuned.exists():
        model.load_state_dict(torch.load(tuned, weights_only=True)["average"])
    return model.to(memory_format=torch.channels_last).eval()


def trailing(steps: int) -> list[int]:
    """Timesteps from 999 down, evenly, and −1 for the picture."""
    return [round(1000 - index * 1000 / steps) - 1 for index in range(steps)] + [-1]


@torch.no_grad()
def denoise(model, x, context, empty, times: list[int], guidance: float = GUIDANCE) -> torch.Tensor:
    """Latents [N, 6, 32, 32] by DDIM along the timesteps; `x` has the noise of the first of them. Guidance 1 asks the
    network once a step."""
    diffusion = Diffusion()
    for t, s in zip(times[:-1], times[1:], strict=True):
        at = torch.full((len(x),), t)
        with torch.autocast("cpu", torch.bfloat16):
            v = model(x, at, context, return_dict=False)[0].float()
            if guidance != 1:
                without = model(x, at, empty, return_dict=False)[0].float()
                v = without + guidance * (v - without)
        x = diffusion.step(x, v, at, torch.full((len(x),), s))
    return x


def sample(model, context, empty, noise, steps: int = STEPS, guidance: float = GUIDANCE) -> torch.Tensor:
    """Latents [N, 6, 32, 32] from noise of that shape."""
    return denoise(model, noise, context, empty, trailing(steps), guidance)


@torch.no_grad()
def decode(decoder, latents: torch.Tensor) -> np.ndarray:
    """uint8 [N, 256, 256, 3]."""
    pictures = []
    for one in latents.split(4):
        with torch.autocast("cpu", torch.bfloat16):
            rgb = decoder.decode(one).sample.float()
        pictures.append(((rgb / 2 + 0.5).clamp(0, 1) * 255).round().permute(0, 2, 3, 1).byte().numpy())
    return np.concatenate(pictures)


def page(pictures: np.ndarray, labels, edge: int = PICTURE // 2) -> Image.Image:
    """All pictures in a grid, each with its words below."""
    rows = -(-len(labels) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * edge, rows * (edge + LABEL)), "white")
    draw = ImageDraw.Draw(sheet)
    for index, (label, picture) in enumerate(zip(labels, pictures, strict=True)):
        x, y = index % COLUMNS * edge, index // COLUMNS * (edge + LABEL)
        sheet.paste(Image.fromarray(picture).resize((edge, edge), Image.LANCZOS), (x, y))
        draw.text((x + 2, y + edge + 1), label[: edge // 6], fill="black")
    return sheet


class Sheets:
    """Keeps what every sheet needs: states of the prompts, fixed noise and the decoder."""

    def __init__(self, prompts=PROMPTS):
        text = load_text()
        self.prompts, self.context = prompts, states_of(list(prompts), *text)
        self.empty = states_of([""], *text).expand(len(prompts), -1, -1)
        shape = (len(prompts), CHANNELS, LATENT, LATENT)
        self.noise = torch.randn(shape, generator=torch.Generator().manual_seed(1))
        self.decoder = current_decoder()

    def draw(self, model, steps: int = STEPS, guidance: float = GUIDANCE) -> Image.Image:
        latents = sample(model, self.context, self.empty, self.noise, steps, guidance)
        return page(decode(self.decoder, latents), self.prompts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--guidance", type=float, default=GUIDANCE)
    parser.add_argument("--steps", type=int, default=STEPS)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = make_denoiser().eval()
    model.load_state_dict(torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)["average"])
    Sheets().draw(model, arguments.steps, arguments.guidance).save(arguments.out, optimize=True)


if __name__ == "__main__":
    main()
