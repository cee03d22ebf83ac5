"""The critic: the judge's eye for style (starter/judge.py), with one answer more, made, which goes on learning beside the
denoiser (Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661; one class more, Salimans et al. 2016,
https://arxiv.org/abs/1606.03498).

A judge that no longer learns has faults, which the denoiser finds: dark edges and blotches please it. This one sees them,
beside what was drawn, and learns to call them made.
"""

import copy

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .judge import Judge, joined, views
from .labels import NONE
from .muon import Muon
from .places import CHANNELS, LATENT
from .world import SETS

MADE = len(SETS)  # the index of the answer
BATCH, RATE, KEPT, FIRST_DOUBT = 32, 1e-3, 640, -2.0
PRACTICE, PRACTICE_RATE = 500, 2e-3  # steps before the denoiser hears it: at first it can't tell made from drawn


class Critic(nn.Module):
    """Latents [N, 6, H, W] → logits [N, sets + 1], the mean over patches."""

    def __init__(self, judge: Judge):
        super().__init__()
        self.patches = copy.deepcopy(judge.patches).requires_grad_(True)
        known = self.patches[-1]
        self.patches[-1] = nn.Conv2d(known.in_channels, MADE + 1, 1)
        with torch.no_grad():
            self.patches[-1].weight.zero_()
            self.patches[-1].weight[:MADE] = known.weight
            self.patches[-1].bias[:MADE] = known.bias
            self.patches[-1].bias[MADE] = FIRST_DOUBT

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.patches(x).mean((2, 3)).float()


class Kept:
    """The last things that were made, with what was asked: latents [N, 6, 32, 32] and labels [N, 6]."""

    def __init__(self, room: int = KEPT):
        self.latents, self.labels = torch.zeros(room, CHANNELS, LATENT, LATENT), torch.zeros(room, 6, dtype=torch.int16)
        self.count = 0

    def put(self, latents: torch.Tensor, labels: torch.Tensor) -> None:
        at = torch.arange(self.count, self.count + len(latents)) % len(self.latents)
        self.latents[at], self.labels[at] = latents, labels
        self.count += len(latents)

    def batch(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        at = torch.randint(0, min(self.count, len(self.latents)), (count,))
        return self.latents[at], self.labels[at]


def answers(critic: Critic, latents: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits and sets of each thing by itself; those of no named set are left out."""
    shown = [(view, told["set"]) for view, told in views(latents, labels)]
    logits, sets = torch.cat([critic(view) for view, _ in shown]), torch.cat([told for _, told in shown])
    return logits[sets != NONE], sets[sets != NONE]


def verdict(judge: Judge, critic: Critic, latents: torch.Tensor, labels: torch.Tensor):
    """Logits and targets by name (starter/judge.py), those of style from the critic."""
    return joined([(judge(view) | {"set": critic(view)}, told) for view, told in views(latents, labels)])


def probability_made(logits: torch.Tensor) -> torch.Tensor:
    """[N]."""
    return logits.softmax(1)[:, MADE]


class Learning:
    """Tells drawn latents by their sets, and made ones from drawn ones."""

    def __init__(self, critic: Critic, examples, rng: np.random.Generator):
        self.critic, self.examples, self.rng, self.kept = critic, examples, rng, Kept()
        self.optimiser = Muon(critic.parameters(), betas=(0.5, 0.99), adam_decay=0.01)

    def practise(self, make) -> None:
        """Many steps before anyone is taught; `make` gives latents that are made, and their labels."""
        while self.kept.count < KEPT:
            self.kept.put(*make())
        for _ in range(PRACTICE):
            self.step(PRACTICE_RATE)

    def step(self, rate: float = RATE) -> dict[str, float]:
        """The shares of drawn and of made things that are told as such, and of drawn ones whose set is told."""
        with torch.autocast("cpu", torch.bfloat16):
            drawn, sets = answers(self.critic, *self.examples.batch(BATCH, self.rng))
            made, _ = answers(self.critic, *self.kept.batch(BATCH))
        found = torch.full((len(made),), MADE)
        loss = F.cross_entropy(drawn, sets, label_smoothing=0.05) + F.cross_entropy(made, found, label_smoothing=0.05)
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step(rate)
        return {
            "drawn": float((probability_made(drawn) < 0.5).float().mean()),
            "drawnSet": float((drawn[:, :MADE].argmax(1) == sets).float().mean()),
            "made": float((probability_made(made) > 0.5).float().mean()),
        }
