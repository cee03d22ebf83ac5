"""Which set does a picture look like? A small classifier on palette, outlines and shading, trained on real pictures.

The sets differ in their palettes, in how outlines are drawn and in whether areas are flat or graded: that is what a look
(starter/look.py) counts. It learns from drawings as they are and as the autoencoder gives them back, and is checked on
held-out ones both ways: what the autoencoder smooths away is nothing that a generated picture could show.
"""

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from ..drawings import Art
from ..look import FEATURES, look_of
from ..scenes import paint, plan
from ..world import SETS
from .coder import through

NAMES = tuple(SETS)
REAL, CHECKED = 4000, 280  # pictures it learns from, and is checked on
STEPS, BATCH, RATE, HIDDEN, EDGE = 600, 2048, 3e-3, 64, 128


def looks_of(pictures: np.ndarray, batch: int = 64) -> torch.Tensor:
    """[N, FEATURES] of uint8 [N, H, W, 3]."""
    small = [np.asarray(Image.fromarray(picture).resize((EDGE, EDGE), Image.BOX)) for picture in pictures]
    x = torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float().div(127.5).sub(1)
    return torch.cat([look_of(part) for part in x.split(batch)])


def real_of(art: Art, count: int, seed: int) -> tuple[np.ndarray, torch.Tensor]:
    """Pictures of one thing in its own colours, uint8 [N, 256, 256, 3], and the indices of their sets."""
    rng, pictures, labels = np.random.default_rng(seed), [], []
    while len(labels) < count:
        scene = plan(art, rng)
        if scene.layout == "single" and not scene.things[0].recoloured and scene.kind in ("plain", "quiet"):
            pictures.append(paint(art, scene, rng))
            labels.append(NAMES.index(scene.things[0].set))
    return np.stack(pictures), torch.tensor(labels)


class StyleClassifier:
    """Learns from drawings that training sees; `accuracy` and `accuracy_coded` are on held-out ones."""

    def __init__(self, vae, count: int = REAL):
        pictures, labels = real_of(Art(), count, 31)
        looks, labels = torch.cat([looks_of(pictures), looks_of(through(vae, pictures))]), labels.repeat(2)
        self.mean, self.deviation = looks.mean(0), looks.std(0) + 0.02
        with torch.random.fork_rng():
            torch.manual_seed(0)
            self.network = torch.nn.Sequential(
                torch.nn.Linear(FEATURES, HIDDEN),
                torch.nn.GELU(),
                torch.nn.Dropout(0.3),
                torch.nn.Linear(HIDDEN, len(NAMES)),
            )
            optimiser = torch.optim.AdamW(self.network.parameters(), RATE, weight_decay=0.1)
            for _ in range(STEPS):
                batch = torch.randint(0, len(looks), (BATCH,))
                guess = self.network(self._scaled(looks[batch]))
                loss = F.cross_entropy(guess, labels[batch], label_smoothing=0.05)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
        self.network.eval().requires_grad_(False)
        held_out, truth = real_of(Art(held_out=True), CHECKED, 32)
        self.accuracy, self.accuracy_coded = (
            float((self(part) == truth).float().mean()) for part in (held_out, through(vae, held_out))
        )

    def _scaled(self, looks: torch.Tensor) -> torch.Tensor:
        return (looks - self.mean) / self.deviation

    def __call__(self, pictures: np.ndarray) -> torch.Tensor:
        """The index of the set for each of uint8 [N, H, W, 3]."""
        return self.network(self._scaled(looks_of(pictures))).argmax(1)


def style_obeyed(classifier: StyleClassifier, sets: list[str], pictures: np.ndarray) -> float:
    wanted = torch.tensor([NAMES.index(name) for name in sets])
    return float((classifier(pictures) == wanted).float().mean())
