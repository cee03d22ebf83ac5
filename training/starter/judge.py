"""The judge: what thing, in which colour, do latents show? It teaches the denoiser to obey (starter/obey.py).

Latents of one thing [N, 6, 32, 32], or the half of a pair [N, 6, 16, 16] → logits of concept and colour. It is not what the
evaluation judges with, which is trained on pixels. Style is told from decoded pictures (starter/look.py): latents hardly show it.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .labels import FIRST_COLOUR, FIRST_CONCEPT, LAST_COLOUR, LAST_CONCEPT, LAYOUT, NONE, layout_index
from .places import CHANNELS, LATENT, RUNS
from .world import COLOURS, CONCEPTS

FOLDER = RUNS / "judge"
WIDTHS, BLOCKS = (96, 192), (3, 2)
KINDS = ("concept", "colour")  # of questions
SINGLE, BESIDE, ABOVE = (layout_index(name) for name in ("single", "beside", "above"))
HALF = LATENT // 2
MIDDLE = slice(LATENT // 4, LATENT // 4 + HALF)


class Block(nn.Module):
    """x + c₂(GELU(n₂(c₁(GELU(n₁(x)))))). [N, C, H, W] → the same."""

    def __init__(self, width: int):
        super().__init__()
        self.norms = nn.ModuleList(nn.GroupNorm(8, width) for _ in range(2))
        self.convolutions = nn.ModuleList(nn.Conv2d(width, width, 3, 1, 1) for _ in range(2))
        nn.init.zeros_(self.convolutions[1].weight)

    def forward(self, x):
        y = x
        for norm, convolution in zip(self.norms, self.convolutions, strict=True):
            y = convolution(F.gelu(norm(y)))
        return x + y


class Judge(nn.Module):
    """A small residual network with a linear head for each kind of question."""

    def __init__(self):
        super().__init__()
        layers, inputs = [], CHANNELS
        for width, blocks in zip(WIDTHS, BLOCKS, strict=True):
            layers += [nn.Conv2d(inputs, width, 4, 2, 1), *(Block(width) for _ in range(blocks))]
            inputs = width
        self.body = nn.Sequential(*layers, nn.GroupNorm(8, inputs), nn.GELU())
        self.heads = nn.ModuleDict(
            {"concept": nn.Linear(2 * inputs, len(CONCEPTS)), "colour": nn.Linear(2 * inputs, len(COLOURS))}
        )

    def forward(self, x: torch.Tensor) -> dict[str, torch.Tensor]:
        """Logits [N, classes] by kind, from the mean and the maximum over all cells."""
        y = self.body(x)
        y = torch.cat([y.mean((2, 3)), y.amax((2, 3))], 1)
        return {name: head(y) for name, head in self.heads.items()}


def losses(logits: dict[str, torch.Tensor], targets: dict[str, torch.Tensor]) -> torch.Tensor:
    """The sum of the cross-entropies; targets [N] by name, NONE where nothing is asked."""
    total = torch.zeros(())
    for name in KINDS:
        asked = targets[name] != NONE
        if asked.any():
            total = total + F.cross_entropy(logits[name][asked].float(), targets[name][asked], label_smoothing=0.05)
    return total


def views(latents: torch.Tensor, labels: torch.Tensor) -> list[tuple[torch.Tensor, dict[str, torch.Tensor]]]:
    """Each thing by itself, with what is true of it: single ones whole, pairs in halves; others are left out."""
    found = []

    def add(chosen, rows, columns, concept, colour) -> None:
        if chosen.any():
            labelled = labels[chosen].long()
            targets = {"concept": labelled[:, concept], "colour": labelled[:, colour]}
            found.append((latents[chosen][:, :, rows, columns], targets))

    every, low, high = slice(None), slice(0, HALF), slice(HALF, LATENT)
    layout = labels[:, LAYOUT]
    add(layout == SINGLE, every, every, FIRST_CONCEPT, FIRST_COLOUR)
    add(layout == BESIDE, MIDDLE, low, FIRST_CONCEPT, FIRST_COLOUR)
    add(layout == BESIDE, MIDDLE, high, LAST_CONCEPT, LAST_COLOUR)
    add(layout == ABOVE, low, MIDDLE, FIRST_CONCEPT, FIRST_COLOUR)
    add(layout == ABOVE, high, MIDDLE, LAST_CONCEPT, LAST_COLOUR)
    return found


def verdict(judge, latents: torch.Tensor, labels: torch.Tensor) -> tuple[dict, dict]:
    """Logits and targets of all that the latents show, by kind: what `losses` takes."""
    parts = [(judge(view), told) for view, told in views(latents, labels)]
    return tuple({name: torch.cat([part[side][name] for part in parts]) for name in KINDS} for side in (0, 1))


def useful(labels: np.ndarray) -> np.ndarray:
    """Scenes of one thing, or of a pair."""
    return np.nonzero(np.isin(labels[:, LAYOUT], (SINGLE, BESIDE, ABOVE)))[0]


@torch.no_grad()
def accuracy(judge: Judge, latents: torch.Tensor, labels: torch.Tensor) -> dict[str, float]:
    """Share of right answers by kind of question."""
    right: dict[str, list[torch.Tensor]] = {name: [] for name in KINDS}
    for view, targets in views(latents, labels):
        logits = judge(view)
        for name, target in targets.items():
            asked = target != NONE
            right[name].append((logits[name].argmax(1) == target)[asked].float())
    return {name: round(torch.cat(values).mean().item(), 3) for name, values in right.items() if values}


def load_judge() -> Judge:
    path = FOLDER / "last.pt"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run `python -m starter.judge_train` first")
    judge = Judge().eval().requires_grad_(False)
    judge.load_state_dict(torch.load(path, weights_only=True)["average"])
    return judge.to(memory_format=torch.channels_last)
