"""The forward process: pictures into noise, and which moments of it are trained on."""

import numpy as np
import torch
import torch.nn.functional as F

from .networks import make_scheduler

BUCKETS = (999, 900, 700, 500, 300, 100)  # timesteps at which the validation loss is told
LOW, UNIFORM, LAST = 0.5, 0.15, 0.05  # shares of timesteps drawn evenly below LOW_END, evenly of all, and at the last
LOW_END = 450
AREA, AREA_WEIGHT = 4, 3.0  # cells along a side of an area whose mean error counts besides, and how much that counts


class Diffusion:
    """x_t = α x + σ ε and v = α ε − σ x for the scheduler's 1,000 timesteps."""

    def __init__(self):
        cumulative = make_scheduler().alphas_cumprod
        self.alpha, self.sigma = cumulative.sqrt(), (1 - cumulative).sqrt()

    def at(self, t: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """α and σ at timesteps [N], each [N, 1, 1, 1]."""
        return self.alpha[t][:, None, None, None], self.sigma[t][:, None, None, None]

    def noisy(self, x, noise, t):
        alpha, sigma = self.at(t)
        return alpha * x + sigma * noise, alpha * noise - sigma * x

    def step(self, noisy, v, t, s):
        """DDIM from timesteps t to s, both [N]; s = −1 gives the picture."""
        alpha, sigma = self.at(t)
        x, noise = alpha * noisy - sigma * v, sigma * noisy + alpha * v
        later_alpha, later_sigma = self.at(s.clamp_min(0))
        later = later_alpha * x + later_sigma * noise
        return torch.where((s < 0)[:, None, None, None], x, later)

    def timesteps(self, count: int) -> torch.Tensor:
        """Logit-normal (Esser et al. 2024, https://arxiv.org/abs/2403.03206), but half of them where colours and outlines
        become exact, which it hardly draws; some even, some at the last one, where the picture's large colours are decided.
        """
        kind = torch.rand(count)
        t = (torch.sigmoid(torch.randn(count)) * 1000).long().clamp(0, 999)
        t = torch.where(kind < LOW + UNIFORM, torch.randint(0, 1000, (count,)), t)
        t = torch.where(kind < LOW, torch.randint(0, LOW_END, (count,)), t)
        return torch.where(kind > 1 - LAST, torch.full_like(t, 999), t)


def error_of(guess: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Mean squared error of v, and that of whole areas besides: a wrong palette costs little of the former, though anyone
    sees it."""
    error = guess - v
    return error.square().mean() + AREA_WEIGHT * F.avg_pool2d(error, AREA).square().mean()


@torch.no_grad()
def validate(model, diffusion: Diffusion, shard: tuple, count: int = 64, batch: int = 32) -> dict:
    """Mean squared error of v per timestep on a fixed set with fixed noise, and their mean."""
    latents, captions, states = shard
    x = torch.from_numpy(latents[:count].astype(np.float32))
    context = torch.from_numpy(states[captions[:count, 0]].astype(np.float32))
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(5))
    result = {}
    for t in BUCKETS:
        noisy, v = diffusion.noisy(x, noise, torch.full((len(x),), t))
        errors = []
        for start in range(0, len(x), batch):
            part = slice(start, start + batch)
            with torch.autocast("cpu", torch.bfloat16):
                guess = model(noisy[part], torch.full((len(noisy[part]),), t), context[part], return_dict=False)[0]
            errors.append(F.mse_loss(guess.float(), v[part]).item())
        result[str(t)] = round(sum(errors) / len(errors), 4)
    result["mean"] = round(sum(result.values()) / len(result), 4)
    return result
