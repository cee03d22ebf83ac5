"""Which set does a picture look like? A small classifier on colours, outlines and shading, trained on real pictures.

The sets differ in their palettes, in how outlines are drawn and in whether areas are flat or graded: that is what the
features count, inside the thing and along its rim. They are taken at 128², so that what an autoencoder smooths away
doesn't count. So that it judges style and not how well a thing is drawn, it also learns from the same pictures spoilt as a
weak model spoils them, and is checked on held-out drawings whole and spoilt.
"""

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from ..drawings import Art
from ..scenes import paint, plan
from ..spoilt import spoilt
from ..world import SETS
from .foreground import mask_of

NAMES = tuple(SETS)
REAL, CHECKED = 2800, 280  # pictures it learns from, and is checked on
STEPS, HIDDEN, EDGE = 500, 64, 128
BINS = 5  # of each colour channel


def eroded(mask: np.ndarray, by: int) -> np.ndarray:
    """bool [H, W]: what stays when `by` pixels are taken off along the rim."""
    for _ in range(by):
        inner = mask.copy()
        inner[1:] &= mask[:-1]
        inner[:-1] &= mask[1:]
        inner[:, 1:] &= mask[:, :-1]
        inner[:, :-1] &= mask[:, 1:]
        mask = inner
    return mask


def colours(pixels: np.ndarray) -> np.ndarray:
    """[BINS³]: shares of the colours of uint8 [N, 3], as square roots, so that small ones count."""
    places = (pixels.astype(int) * BINS) // 256
    index = (places[:, 0] * BINS + places[:, 1]) * BINS + places[:, 2]
    return np.sqrt(np.bincount(index, minlength=BINS**3) / max(1, len(index)))


def features_of(picture: np.ndarray) -> np.ndarray:
    """float [F] of uint8 [H, W, 3]."""
    small = np.asarray(Image.fromarray(picture).resize((EDGE, EDGE), Image.BOX))
    mask = mask_of(small)
    if mask.sum() < 50:
        mask = np.ones_like(mask)
    core, rim = eroded(mask, 3), mask & ~eroded(mask, 2)
    steps = np.abs(np.diff(small.astype(int), axis=1)).sum(2)[core[:, 1:]]
    down = np.abs(np.diff(small.astype(int), axis=0)).sum(2)[core[1:]]
    shading = [
        np.histogram(part, bins=(0, 2, 5, 10, 18, 30, 60, 120, 766))[0] / max(1, len(part)) for part in (steps, down)
    ]
    light = small.max(2)
    dark = [float((light[part] < 70).mean()) if part.any() else 0.0 for part in (core, rim)]
    inside = small[core] if core.any() else small[mask]
    return np.concatenate([colours(inside), colours(small[rim]), *shading, dark])


def real_of(art: Art, count: int, seed: int) -> tuple[list[np.ndarray], torch.Tensor]:
    """Pictures of one thing in its own colours, and the indices of their sets."""
    rng, pictures, labels = np.random.default_rng(seed), [], []
    while len(labels) < count:
        scene = plan(art, rng)
        if scene.layout == "single" and not scene.things[0].recoloured and scene.kind in ("plain", "quiet"):
            pictures.append(paint(art, scene, rng))
            labels.append(NAMES.index(scene.things[0].set))
    return pictures, torch.tensor(labels)


def both_of(pictures: list[np.ndarray], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Features of the pictures and of the same ones spoilt."""
    rng = np.random.default_rng(seed)
    whole = np.stack([features_of(picture) for picture in pictures])
    return whole, np.stack([features_of(spoilt(picture, rng)) for picture in pictures])


class StyleClassifier:
    """Learns from drawings that training sees; `accuracy` and `accuracy_spoilt` are on held-out ones."""

    def __init__(self, count: int = REAL):
        pictures, labels = real_of(Art(), count, 31)
        features, labels = np.concatenate(both_of(pictures, 33)), labels.repeat(2)
        self.mean, self.deviation = features.mean(0), features.std(0) + 0.02
        with torch.random.fork_rng():
            torch.manual_seed(0)
            self.network = torch.nn.Sequential(
                torch.nn.Linear(features.shape[1], HIDDEN),
                torch.nn.GELU(),
                torch.nn.Dropout(0.3),
                torch.nn.Linear(HIDDEN, len(NAMES)),
            )
            optimiser = torch.optim.AdamW(self.network.parameters(), 3e-3, weight_decay=0.1)
            x = self._scaled(features)
            for _ in range(STEPS):
                loss = F.cross_entropy(self.network(x), labels, label_smoothing=0.05)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
        self.network.eval().requires_grad_(False)
        held_out, truth = real_of(Art(held_out=True), CHECKED, 32)
        self.accuracy, self.accuracy_spoilt = (
            float((self._guess(part) == truth).float().mean()) for part in both_of(held_out, 34)
        )

    def _scaled(self, features: np.ndarray) -> torch.Tensor:
        return torch.from_numpy((features - self.mean) / self.deviation).float()

    def _guess(self, features: np.ndarray) -> torch.Tensor:
        return self.network(self._scaled(features)).argmax(1)

    def __call__(self, pictures: np.ndarray) -> torch.Tensor:
        """The index of the set for each of uint8 [N, H, W, 3]."""
        return self._guess(np.stack([features_of(picture) for picture in pictures]))


def style_obeyed(classifier: StyleClassifier, sets: list[str], pictures: np.ndarray) -> float:
    wanted = torch.tensor([NAMES.index(name) for name in sets])
    return float((classifier(pictures) == wanted).float().mean())
