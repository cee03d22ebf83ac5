"""Pictures of wishes (starter/wishes.py), made in advance by the quick way: what the denoiser is taught to obey on."""

from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load_file

from .drawings import Art
from .low_rank import merge
from .networks import make_denoiser
from .places import CHANNELS, LATENT, RUNS
from .sheets import sample
from .text import cached_states, load_text
from .wishes import wish

FOLDER = RUNS / "obey"
COUNT, BATCH, FIRST_SHARE, STEPS = 4000, 16, 0.6, 4


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


def quick_way(weights: dict[str, torch.Tensor]):
    """The denoiser of these weights with the change for four steps."""
    quick = make_denoiser().eval().requires_grad_(False)
    quick.load_state_dict(weights)
    merge(quick, load_file(RUNS / "distil" / "four-steps.safetensors"))
    return quick.to(memory_format=torch.channels_last)


def write_wishes(weights: dict[str, torch.Tensor], count: int = COUNT) -> None:
    """Once; those that are there stay."""
    if (FOLDER / "latents.npy").exists():
        return
    rng, arts, quick = np.random.default_rng(51), (Art(first=True), Art()), quick_way(weights)
    made = [wish(arts[rng.random() >= FIRST_SHARE], rng) for _ in range(count)]
    states = cached_states([each.text for each in made], *load_text())
    np.save(FOLDER / "states.npy", states)
    np.save(FOLDER / "labels.npy", np.stack([each.labels for each in made]))
    latents = []
    for start in range(0, count, BATCH):
        context = torch.from_numpy(states[start : start + BATCH]).bfloat16()
        noise = torch.randn(len(context), CHANNELS, LATENT, LATENT)
        latents.append(sample(quick, context, None, noise, STEPS, 1.0).numpy().astype(np.float16))
    partial = FOLDER / "latents.partial.npy"
    np.save(partial, np.concatenate(latents))
    partial.rename(FOLDER / "latents.npy")  # last: it tells that all are there


def open_wishes() -> Wishes:
    """Raises FileNotFoundError where they haven't been made."""
    return Wishes(*(np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in ("states", "labels", "latents")))
