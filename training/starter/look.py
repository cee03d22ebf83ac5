"""The look of a picture: palette, outlines and shading of the thing on it, counted so that a gradient flows back.

RGB in −1…1, [N, 3, 128, 128] → features [N, FEATURES]. Each count is soft: a value between two bins belongs to both. The
evaluation's style classifier counts the same (starter/evaluation/style.py), so the eye that teaches and the one that measures
aren't independent judges, though they learn from different pictures; the card says so.
"""

import math

import torch
import torch.nn.functional as F

from .evaluation.foreground import DIFFERENT, EDGE_PIXELS

BINS = 8  # of each colour channel, centres from −1 to 1: with five, a third more drawings are taken for another set's
SHADES = tuple(math.log1p(value) for value in (0, 1, 3.5, 7.5, 14, 24, 45, 90, 180))  # of 255, sum over RGB
DARK, DARK_EDGE, LEAST = 70, 8, 50  # of 255; how soft that limit is; pixels of a thing
LEVELS = 127.5
FEATURES = 2 * BINS**3 + 2 * len(SHADES) + 2


@torch.no_grad()
def foreground(x: torch.Tensor) -> torch.Tensor:
    """float [N, 1, H, W]: where it differs from what the border looks like, row by row; everywhere if hardly anything does."""
    border = torch.cat([x[..., :EDGE_PIXELS], x[..., -EDGE_PIXELS:]], 3).median(3, keepdim=True)[0]
    mask = ((x - border).abs().sum(1, keepdim=True) > DIFFERENT / LEVELS).to(x.dtype)
    return torch.maximum(mask, (mask.sum((1, 2, 3), keepdim=True) < LEAST).to(x.dtype))


def eroded(mask: torch.Tensor, by: int) -> torch.Tensor:
    return -F.max_pool2d(-mask, 2 * by + 1, 1, by)


def soft(x: torch.Tensor, centres: tuple[float, ...]) -> torch.Tensor:
    """[…, K]: how much a value belongs to each of the rising centres; linear between neighbours, sums to 1."""
    x, shares = x.clamp(centres[0], centres[-1]), []
    for index, centre in enumerate(centres):
        rises, falls = torch.ones_like(x), torch.ones_like(x)
        if index:
            rises = (x - centres[index - 1]) / (centre - centres[index - 1])
        if index + 1 < len(centres):
            falls = (centres[index + 1] - x) / (centres[index + 1] - centre)
        shares.append(torch.minimum(rises, falls).clamp(0, 1))
    return torch.stack(shares, -1)


def palette(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """[N, BINS³]: shares of colours where `weight` [N, 1, H, W] is, as square roots, so that small ones count."""
    centres = tuple(2 * index / (BINS - 1) - 1 for index in range(BINS))
    red, green, blue = (soft(channel, centres) for channel in x.flatten(2).unbind(1))
    weight = weight.flatten(1)
    both = (red[..., :, None] * green[..., None, :]).flatten(2)
    counts = torch.einsum("npi,npk->nik", both, blue * weight[..., None]).flatten(1)
    return (counts / weight.sum(1, keepdim=True).clamp_min(1) + 1e-4).sqrt()


def shading(difference: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """[N, len(SHADES)]: how many neighbours differ by how much; both [N, H, W]."""
    shares = soft(torch.log1p(difference * LEVELS), SHADES) * weight[..., None]
    return shares.sum((1, 2)) / weight.sum((1, 2))[:, None].clamp_min(1)


def share(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (x * weight).sum((2, 3)) / weight.sum((2, 3)).clamp_min(1)


def look_of(x: torch.Tensor) -> torch.Tensor:
    """[N, FEATURES]: palettes inside and along the rim, shading across and down, darkness inside and along the rim."""
    mask = foreground(x)
    core, rim = eroded(mask, 3), mask - eroded(mask, 2)
    fewer = x[..., ::2, ::2]  # of the pixels, whose colours stay exact
    across, down = (x.diff(dim=side).abs().sum(1) for side in (3, 2))
    dark = torch.sigmoid((DARK / LEVELS - 1 - x.amax(1, keepdim=True)) * LEVELS / DARK_EDGE)
    return torch.cat(
        [
            *(palette(fewer, part[..., ::2, ::2]) for part in (core, rim)),
            shading(across, core[:, 0, :, 1:]),
            shading(down, core[:, 0, 1:]),
            *(share(dark, part) for part in (core, rim)),
        ],
        1,
    )
