"""Pictures of wishes (starter/wishes.py), made in advance: what the denoiser is taught to obey on.

By the quick way where it has been distilled, which takes a tenth of the time.
"""

from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load_file

from .drawings import Art
from .low_rank import merge
from .networks import make_denoiser
from .places import CHANNELS, LATENT, RUNS
from .sheets import GUIDANCE, STEPS, sample
from .text import cached_states, load_text, states_of
from .wishes import wish

FOLDER = RUNS / "obey"
QUICK, QUICK_STEPS = RUNS / "distil" / "four-steps.safetensors", 4
COUNT, BATCH, FIRST_SHARE = 4000, 16, 0.6


@dataclass(frozen=True)
class Wishes:
    states: np.ndarray  # float16 [N, 32, 384]
    labels: np.ndarray  # int16 [N, 6]
    latents: np.ndarray  # float16 [N, 6, 32, 32]

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Latents float32, token states bfloat16 and labels."""
        at = np.sort(rng.choice(len(self.labels), count, replace=False))
        latents, states = torch.from_numpy(self.latents[at]).float(), torch.from_numpy(self.states[at]).bfloat16()
        return latents, states, torch.from_numpy(self.labels[at])


@torch.no_grad()
def draw(weights: dict[str, torch.Tensor], states: np.ndarray) -> np.ndarray:
    """Latents of the captions, float16 [N, 6, 32, 32], by a denoiser of these weights."""
    model, steps, guidance = make_denoiser().eval(), STEPS, GUIDANCE
    model.load_state_dict(weights)
    if QUICK.exists():
        merge(model, load_file(QUICK))
        steps, guidance = QUICK_STEPS, 1.0
    model.to(memory_format=torch.channels_last)
    empty, latents = states_of([""], *load_text()), []
    for start in range(0, len(states), BATCH):
        context = torch.from_numpy(states[start : start + BATCH]).bfloat16()
        noise = torch.randn(len(context), CHANNELS, LATENT, LATENT)
        without = empty.expand(len(context), -1, -1)
        latents.append(sample(model, context, without, noise, steps, guidance).numpy().astype(np.float16))
    return np.concatenate(latents)


def write_wishes(weights: dict[str, torch.Tensor], count: int = COUNT) -> None:
    """Once; those that are there stay."""
    if (FOLDER / "latents.npy").exists():
        return
    rng, arts = np.random.default_rng(51), (Art(first=True), Art())
    made = [wish(arts[rng.random() >= FIRST_SHARE], rng) for _ in range(count)]
    states = cached_states([each.text for each in made], *load_text())
    np.save(FOLDER / "states.npy", states)
    np.save(FOLDER / "labels.npy", np.stack([each.labels for each in made]))
    partial = FOLDER / "latents.partial.npy"
    np.save(partial, draw(weights, states))
    partial.rename(FOLDER / "latents.npy")  # last: it tells that all are there


def open_wishes() -> Wishes:
    if not (FOLDER / "latents.npy").exists():
        raise FileNotFoundError(f"{FOLDER} has no pictures of wishes: run `python -m starter.obey` first")
    return Wishes(*(np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in ("states", "labels", "latents")))
