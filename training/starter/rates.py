"""The learning rate of a stage that knows when it ends."""

import math


def falling(peak: float, steps: int, warm_up: int, share: float) -> float:
    """Rises to `peak` over the first `warm_up` steps of a run, and falls by a cosine to 0 at share 1 of the stage's time."""
    return peak * min(1.0, (steps + 1) / warm_up) * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
