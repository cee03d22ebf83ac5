"""Pictures of wishes (starter/wishes.py), made in advance: what the denoiser is taught to obey on.

By the quick way where it has been distilled, which takes a tenth of the time. Each is kept twice: as it was made, and with
what stands on it in the nearest colours of the set whose style was asked (starter/palettes.py).
"""

from dataclasses import dataclass

import numpy as np
import torch
from safetensors.torch import load_file

from .drawings import Art
from .fold import encoder_of, folded
from .low_rank import merge
from .networks import make_denoiser
from .palettes import Palettes
from .places import CHANNELS, LATENT, RUNS
from .sheets import GUIDANCE, STEPS, current_decoder, decode, sample
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
    own: np.ndarray  # float16 [N, 6, 32, 32]: in the colours of the set

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
        """Latents and those in the colours of the set, float32, token states bfloat16 and labels."""
        at = np.sort(rng.choice(len(self.labels), count, replace=False))
        latents, own = (torch.from_numpy(each[at]).float() for each in (self.latents, self.own))
        return latents, own, torch.from_numpy(self.states[at]).bfloat16(), torch.from_numpy(self.labels[at])


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


@torch.no_grad()
def in_own_colours(latents: np.ndarray, sets: list[str]) -> np.ndarray:
    """Latents float16 [N, 6, 32, 32], what stands on the pictures in the palette of each one's set; unchanged where it is ''."""
    decoder, encode, palettes, own = current_decoder(), encoder_of(folded()), Palettes(Art()), latents.copy()
    named = [index for index, name in enumerate(sets) if name]
    for start in range(0, len(named), BATCH):
        part = named[start : start + BATCH]
        pictures = decode(decoder, torch.from_numpy(latents[part]).float())
        moved = [palettes.own(sets[index], picture) for index, picture in zip(part, pictures, strict=True)]
        own[part] = encode(np.stack(moved)).astype(np.float16)
    return own


def write_wishes(weights: dict[str, torch.Tensor], count: int = COUNT) -> None:
    """Once; those that are there stay."""
    if (FOLDER / "own.npy").exists():
        return
    rng, arts = np.random.default_rng(51), (Art(first=True), Art())
    made = [wish(arts[rng.random() >= FIRST_SHARE], rng) for _ in range(count)]
    states = cached_states([each.text for each in made], *load_text())
    np.save(FOLDER / "states.npy", states)
    np.save(FOLDER / "labels.npy", np.stack([each.labels for each in made]))
    latents = draw(weights, states)
    np.save(FOLDER / "latents.npy", latents)
    partial = FOLDER / "own.partial.npy"
    np.save(partial, in_own_colours(latents, [each.set for each in made]))
    partial.rename(FOLDER / "own.npy")  # last: it tells that all are there


def open_wishes() -> Wishes:
    if not (FOLDER / "own.npy").exists():
        raise FileNotFoundError(f"{FOLDER} has no pictures of wishes: run `python -m starter.obey` first")
    names = ("states", "labels", "latents", "own")
    return Wishes(*(np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in names))
