"""Where the things of a picture go. Sizes are those that the art stage rendered."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .places import PICTURE

MIDDLE = PICTURE // 2


@dataclass(frozen=True)
class Place:
    size: int
    centre: tuple[int, int]
    extent: str = ""


def _near(x: float, y: float, reach: int, rng: np.random.Generator) -> tuple[int, int]:
    dx, dy = rng.integers(-reach, reach + 1, 2).tolist()
    return int(x) + dx, int(y) + dy


def single(rng: np.random.Generator) -> list[Place]:
    size = (208, 184, 152, 120, 96)[int(np.searchsorted((0.34, 0.72, 0.88, 0.95, 1.0), rng.random()))]
    return [Place(size, _near(MIDDLE, MIDDLE, min(8, (PICTURE - size) // 2), rng), "small" if size <= 96 else "")]


def _two_sizes(rng: np.random.Generator) -> list[tuple[int, str]]:
    """Mostly alike; sometimes one big and one small."""
    if rng.random() < 0.15:
        pair = [(152, "big"), (72, "small")]
        return pair if rng.random() < 0.5 else pair[::-1]
    size = 120 if rng.random() < 0.75 else 96
    return [(size, ""), (size, "")]


def beside(rng: np.random.Generator) -> list[Place]:
    """Left, then right."""
    (first, one), (second, other) = _two_sizes(rng)
    left, right = (80, 212) if first > second else (44, 176) if second > first else (65, 191)
    return [Place(first, _near(left, MIDDLE, 4, rng), one), Place(second, _near(right, MIDDLE, 4, rng), other)]


def above(rng: np.random.Generator) -> list[Place]:
    """Above, then below."""
    (first, one), (second, other) = _two_sizes(rng)
    top, bottom = (80, 212) if first > second else (44, 176) if second > first else (65, 191)
    return [Place(first, _near(MIDDLE, top, 4, rng), one), Place(second, _near(MIDDLE, bottom, 4, rng), other)]


def three(rng: np.random.Generator) -> list[Place]:
    return [Place(72, _near(x, MIDDLE, 5, rng)) for x in (46, 128, 210)]


def count_two(rng: np.random.Generator) -> list[Place]:
    return [Place(120, _near(x, MIDDLE, 4, rng)) for x in (65, 191)]


def count_three(rng: np.random.Generator) -> list[Place]:
    if rng.random() < 0.5:
        return three(rng)
    return [Place(96, _near(x, y, 5, rng)) for x, y in ((MIDDLE, 72), (70, 184), (186, 184))]


def count_four(rng: np.random.Generator) -> list[Place]:
    return [Place(96, _near(x, y, 5, rng)) for x, y in ((70, 70), (186, 70), (70, 186), (186, 186))]


LAYOUTS: dict[str, Callable[[np.random.Generator], list[Place]]] = {
    "single": single, "beside": beside, "above": above, "three": three,
    "count-two": count_two, "count-three": count_three, "count-four": count_four,
}  # fmt: skip
ODDS = (0.70, 0.82, 0.90, 0.92, 0.95, 0.98, 1.0)  # cumulative, in the same order
PRACTISED = (0.55, 0.73, 0.88, 0.91, 0.94, 0.97, 1.0)  # for the denoiser: pairs, which it gets wrong, more often
