"""Latents as the denoiser leaves them, of pictures that are known: what the decoder should learn to draw cleanly.

    python -m starter.drafts --pictures 1500

The first pictures of the pool are encoded, given as much noise as stands somewhere in the last half of a run, and
denoised from there with their captions and the usual guidance. So the things stay where they were, and what is left wrong
is what the denoiser gets wrong. Writes runs/decoder/drafts.npy, float16 [N, 6, 32, 32], row i of the pool's picture i.
"""

import argparse

import numpy as np
import torch

from .diffusion import Diffusion
from .fold import encoder_of, folded
from .networks import make_denoiser
from .places import RUNS
from .pool import open_pool, scene_of
from .scenes import Art, caption_of
from .sheets import GUIDANCE, STEPS, trailing
from .text import load_text, states_of

FOLDER = RUNS / "decoder"
STARTS, BATCH = (11, 18), 16  # of twenty steps, the first one made: from t = 449 to t = 99


@torch.no_grad()
def draft(model, latents: torch.Tensor, context: torch.Tensor, empty: torch.Tensor, start: int) -> torch.Tensor:
    """Noised to the timestep of step `start` of twenty, and denoised again with guidance; [N, 6, 32, 32]."""
    diffusion, times = Diffusion(), trailing(STEPS)[start:]
    x, _ = diffusion.noisy(latents, torch.randn_like(latents), torch.full((len(latents),), times[0]))
    both = torch.cat([empty.expand(len(x), -1, -1), context])
    for t, s in zip(times[:-1], times[1:], strict=True):
        at = torch.full((len(x),), t)
        with torch.autocast("cpu", torch.bfloat16):
            guesses = model(torch.cat([x, x]), torch.cat([at, at]), both, return_dict=False)[0]
        without, told = guesses.float().chunk(2)
        x = diffusion.step(x, without + GUIDANCE * (told - without), at, torch.full((len(x),), s))
    return x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1500)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    model = make_denoiser().eval().requires_grad_(False)
    model.load_state_dict(torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)["average"])
    model.to(memory_format=torch.channels_last)
    pool, art, encode, text = open_pool(), Art(), encoder_of(folded()), load_text()
    empty, rng, drafts = states_of([""], *text), np.random.default_rng(3), []
    for first in range(0, arguments.pictures, BATCH):
        indices = range(first, min(first + BATCH, arguments.pictures))
        captions = [caption_of(scene_of(art, index), rng) for index in indices]
        latents = torch.from_numpy(encode(pool[indices.start : indices.stop]))
        start = int(rng.integers(STARTS[0], STARTS[1] + 1))
        drafts.append(draft(model, latents, states_of(captions, *text), empty, start).numpy().astype(np.float16))
    partial = FOLDER / "drafts.partial.npy"
    np.save(partial, np.concatenate(drafts))
    partial.rename(FOLDER / "drafts.npy")


if __name__ == "__main__":
    main()
