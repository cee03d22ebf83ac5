"""The forward process: pictures into noise, and which moments of it are trained on."""

import numpy as np
import torch
import torch.nn.functional as F

from .networks import make_scheduler

LOW, HIGH, UNIFORM, LAST = 0.45, 0.3, 0.1, 0.05  # shares of timesteps: below LOW_END, up to HIGH_END, of all; the last
LOW_END, HIGH_END = 450, 950
DRIFTED = 0.5  # share of latents at low noise that drift
RECAST, RECAST_END = 0.85, 700  # share of latents in another palette than their own, below which timestep
DRIFT, CONTRAST = 0.2, 0.08  # deviations of areas and of contrast
EXACT = 0.3  # σ below which drift shrinks with it


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

    def towards(self, noisy, x, t):
        """The v by which `noisy` at t is taken for x, also where it isn't made of x alone."""
        alpha, sigma = self.at(t)
        return (alpha * noisy - x) / sigma

    def drifted(self, x, recast, t):
        """Latents as sampling leaves them: the colours of areas a little wrong, and the contrast. At low noise an area's
        colour is plain to see, so a denoiser that was only shown true ones keeps every error of the steps before
        (exposure bias; input perturbation, Ning et al. 2023, https://arxiv.org/abs/2301.11706). Some are on their way to
        `recast`, the same scenes in another set's palette: what style a picture has shows in that little."""
        cells = int(np.random.choice((1, 2, 4, 8)))
        areas = F.interpolate(torch.randn(*x.shape[:2], cells, cells), x.shape[2:], mode="bilinear")
        wrong = DRIFT * torch.randn(len(x), 1, 1, 1) * areas + CONTRAST * torch.randn(*x.shape[:2], 1, 1) * x
        drifts = (t < LOW_END) & (torch.rand(len(t)) < DRIFTED)
        turns = (t < RECAST_END) & (torch.rand(len(t)) < RECAST)
        moved = drifts[:, None, None, None] * wrong + turns[:, None, None, None] * (recast - x)
        return x + self.at(t)[1].div(EXACT).clamp_max(1) * moved

    def step(self, noisy, v, t, s):
        """DDIM from timesteps t to s, both [N]; s = −1 gives the picture."""
        alpha, sigma = self.at(t)
        x, noise = alpha * noisy - sigma * v, sigma * noisy + alpha * v
        later_alpha, later_sigma = self.at(s.clamp_min(0))
        later = later_alpha * x + later_sigma * noise
        return torch.where((s < 0)[:, None, None, None], x, later)

    def timesteps(self, count: int) -> torch.Tensor:
        """Logit-normal (Esser et al. 2024, https://arxiv.org/abs/2403.03206), but nearly half of them where colours and outlines
        become exact and a third where shapes are decided; some even, some at the last one, where large colours are decided."""
        kind = torch.rand(count)
        t = (torch.sigmoid(torch.randn(count)) * 1000).long().clamp(0, 999)
        t = torch.where(kind < LOW + HIGH + UNIFORM, torch.randint(0, 1000, (count,)), t)
        t = torch.where(kind < LOW + HIGH, torch.randint(LOW_END, HIGH_END, (count,)), t)
        t = torch.where(kind < LOW, torch.randint(0, LOW_END, (count,)), t)
        return torch.where(kind > 1 - LAST, torch.full_like(t, 999), t)
