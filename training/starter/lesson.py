"""What the denoiser is shown of known pictures, what it should answer, and how wrong it is.

At low noise two things are asked that the usual objective leaves out. The *guided* guess is to be right, not the one with
the caption alone: guidance, which composition needs, else moves every colour beyond its palette until the last step. And
the picture in the noise has the errors of sampling (`Diffusion.drifted`), which are to be mended instead of kept: areas that
are a little off, and the palette of another set than the caption names.

At high noise, at the end of training, the style word is *emphasised*: what it changes of the answer is to come out `EMPHASIS`
times as large, as if it were guided by itself, beside what the whole caption is. For a little of the error is all that the style
is worth to the usual objective, so a small denoiser knows the styles better than it draws them (model guidance, Tang et al.
2025, https://arxiv.org/abs/2502.12154).
"""

from dataclasses import dataclass, fields

import numpy as np
import torch
import torch.nn.functional as F

from .diffusion import LOW_END, Diffusion
from .shards import Batch
from .sheets import GUIDANCE

BUCKETS = (999, 900, 700, 500, 300, 100)  # timesteps at which the validation loss is told
EMPHASIS = 2.0  # of what the style word changes
AREA, AREA_WEIGHT = 4, 3.0  # cells along a side of an area whose mean error counts besides, and how much that counts


def error_of(guess: torch.Tensor, v: torch.Tensor, weight: torch.Tensor | float = 1.0) -> torch.Tensor:
    """Mean squared error of v, and that of whole areas besides: a wrong palette costs little of the former, though anyone
    sees it. `weight` [N, 1, 1, 1] of each."""
    error = (guess - v) * weight**0.5
    return error.square().mean() + AREA_WEIGHT * F.avg_pool2d(error, AREA).square().mean()


@dataclass(frozen=True)
class Lesson:
    noisy: torch.Tensor  # [N, 6, 32, 32]
    t: torch.Tensor  # [N], rising
    context: torch.Tensor  # [N, 32, 384]
    v: torch.Tensor  # [N, 6, 32, 32]: the right answer
    fixed: torch.Tensor  # [N, 6, 32, 32]: what its own answers without a caption, or a style word, add to the guess
    counts: torch.Tensor  # [N, 1, 1, 1]: how much the answer with the caption counts in it

    @property
    def tensors(self) -> tuple[torch.Tensor, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    def error(self, told: torch.Tensor) -> torch.Tensor:
        """Of v with the caption. An answer moves the guess by `counts` as much, so an error of it counts by that less."""
        return error_of(self.fixed + self.counts * told, self.v, 1 / self.counts)


@torch.no_grad()
def lesson_of(diffusion: Diffusion, batch: Batch, empty: torch.Tensor, answer, emphasised: bool = False) -> Lesson:
    """`answer(noisy, t, context)` gives v. The less noisy half is guided, where it is at low noise and has a caption; of the
    noisier half the style word is `emphasised`, where it isn't at low noise and has one."""
    x, context, half = batch.latents, batch.context, len(batch.latents) // 2
    t = diffusion.timesteps(len(x)).sort()[0]
    noisy, _ = diffusion.noisy(diffusion.drifted(x, batch.recast, t), torch.randn_like(x), t)
    noisy, v = noisy.contiguous(memory_format=torch.channels_last), diffusion.towards(noisy, x, t)
    low, high = (t < LOW_END)[:half], (t >= LOW_END)[half:]
    counts, plain = torch.ones(len(x), 1, 1, 1), torch.zeros_like(noisy)
    with torch.autocast("cpu", torch.bfloat16):
        counts[:half][low & differs(context[:half], empty)] = GUIDANCE
        plain[:half] = answer(noisy[:half], t[:half], empty.expand(half, -1, -1)).float()
        if emphasised:
            counts[half:][high & differs(context[half:], batch.unstyled[half:])] = 1 / EMPHASIS
            plain[half:] = answer(noisy[half:], t[half:], batch.unstyled[half:]).float()
    return Lesson(noisy, t, context, v, (1 - counts) * plain, counts)


def differs(context: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """bool [N] of token states [N, 32, 384]."""
    return (context != other).any(2).any(1)


@torch.no_grad()
def validate(model, shard: dict[str, np.ndarray], empty: np.ndarray, count: int = 64, batch: int = 32) -> dict:
    """Mean squared error of v, guided at low noise, per timestep on a fixed set with fixed noise, and their mean."""
    diffusion, x = Diffusion(), torch.from_numpy(shard["latents"][:count].astype(np.float32))
    context = torch.from_numpy(shard["states"][shard["captions"][:count, 0]].astype(np.float32))
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(5))
    result = {}
    for t in BUCKETS:
        at = torch.full((len(x),), t)
        noisy, v = diffusion.noisy(x, noise, at)
        contexts = [context] + [torch.from_numpy(empty)[None].float().expand_as(context)] * (t < LOW_END)
        with torch.autocast("cpu", torch.bfloat16):
            parts = [zip(noisy.split(batch), at.split(batch), each.split(batch), strict=True) for each in contexts]
            told, *without = (
                torch.cat([model(*given, return_dict=False)[0] for given in part]).float() for part in parts
            )
        guess = without[0] + GUIDANCE * (told - without[0]) if without else told
        result[str(t)] = round(F.mse_loss(guess, v).item(), 4)
    result["mean"] = round(sum(result.values()) / len(result), 4)
    return result
