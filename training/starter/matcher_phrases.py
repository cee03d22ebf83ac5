"""The world's plain phrases as vectors: what a picture must be told apart from, beside the captions of its batch."""

import torch
import torch.nn.functional as F

from .backdrops import LANDS
from .matcher import words
from .scenes import Scene
from .text import sentences_of
from .world import BACKGROUNDS, SETS

NONE = -1
SHARES = {"things": 1.0, "styles": 0.3, "grounds": 0.3}


class Phrases:
    """`an apple`, `noto style`, `on a red background` …; unit vectors [P, 384] for things, styles and grounds."""

    def __init__(self, text):
        listed = words()
        self.things = sentences_of(listed["things"], *text)
        self.styles = sentences_of(list(listed["styles"].values()), *text)
        self.grounds = sentences_of([*listed["backgrounds"].values(), *listed["places"].values()], *text)
        self.sets, self.names = list(SETS), [*BACKGROUNDS, *LANDS]

    def targets(self, scene: Scene) -> tuple[int, int, int, int]:
        """Indices of the phrases that are true of a scene; NONE where there is none."""
        first, last = scene.things[0].concept, scene.things[-1].concept
        style = self.sets.index(scene.things[0].set)
        return first, last, style, NONE if scene.kind == "gradient" else self.names.index(scene.background)

    def loss(self, images: torch.Tensor, targets: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
        """Cross-entropy over all phrases of each kind; of two things, each is half of what is right."""
        things = scale * images @ self.things.T
        both = (F.cross_entropy(things, targets[:, 0]) + F.cross_entropy(things, targets[:, 1])) / 2
        styles = F.cross_entropy(scale * images @ self.styles.T, targets[:, 2])
        grounds = F.cross_entropy(scale * images @ self.grounds.T, targets[:, 3], ignore_index=NONE)
        return SHARES["things"] * both + SHARES["styles"] * styles + SHARES["grounds"] * grounds
