"""Latents as the denoiser leaves them, of pictures that are known: what the decoder should learn to draw cleanly.

    python -m starter.drafts --pictures 1500

The first pictures of the pool are encoded, given as much noise as stands somewhere in the last half of a run, and
denoised from there with their captions and the usual guidance; every other batch by the quick way, where it has been
distilled. So the things stay where they were, and what is left wrong is what the denoiser gets wrong. Writes
runs/decoder/drafts.npy, float16 [N, 6, 32, 32], row i of the pool's picture i.
"""

import argparse

import numpy as np
import torch
from safetensors.torch import load_file

from .diffusion import Diffusion
from .fold import encoder_of, folded
from .low_rank import merge
from .networks import make_denoiser
from .places import RUNS
from .pool import open_pool, scene_of
from .scenes import Art, caption_of
from .sheets import GUIDANCE, STEPS, denoise, trailing
from .text import load_text, states_of
from .wished import QUICK, QUICK_STEPS

FOLDER = RUNS / "decoder"
STARTS, QUICK_STARTS = (11, 18), (2, 3)  # the first step made, of twenty: from t = 449 to t = 99; of four: 499 or 249
BATCH = 16


def denoisers() -> list[tuple]:
    """The average of runs/denoiser with its steps, its starts and its guidance; the same of the quick way, if there is one."""
    state = torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)["average"]
    ways = [(None, STEPS, STARTS, GUIDANCE)] + [(QUICK, QUICK_STEPS, QUICK_STARTS, 1.0)] * QUICK.exists()
    found = []
    for change, *way in ways:
        model = make_denoiser().eval().requires_grad_(False)
        model.load_state_dict(state)
        if change:
            merge(model, load_file(change))
        found.append((model.to(memory_format=torch.channels_last), *way))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1500)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    ways, diffusion = denoisers(), Diffusion()
    pool, art, encode, text = open_pool(), Art(), encoder_of(folded()), load_text()
    empty, rng, drafts = states_of([""], *text), np.random.default_rng(3), []
    for batch, first in enumerate(range(0, arguments.pictures, BATCH)):
        model, steps, starts, guidance = ways[batch % len(ways)]
        indices = range(first, min(first + BATCH, arguments.pictures))
        context = states_of([caption_of(scene_of(art, index), rng) for index in indices], *text)
        x = torch.from_numpy(encode(pool[indices.start : indices.stop]))
        times = trailing(steps)[int(rng.integers(*starts, endpoint=True)) :]
        noisy, _ = diffusion.noisy(x, torch.randn_like(x), torch.full((len(x),), times[0]))
        made = denoise(model, noisy, context, empty.expand(len(x), -1, -1), times, guidance)
        drafts.append(made.numpy().astype(np.float16))
    partial = FOLDER / "drafts.partial.npy"
    np.save(partial, np.concatenate(drafts))
    partial.rename(FOLDER / "drafts.npy")


if __name__ == "__main__":
    main()
