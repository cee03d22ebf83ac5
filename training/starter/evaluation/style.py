"""Which set does a picture look like? A linear classifier on the matcher's features, trained on real pictures."""

import numpy as np
import torch
import torch.nn.functional as F

from ..drawings import Art
from ..matcher import prepared
from ..scenes import compose
from ..world import SETS

NAMES = tuple(SETS)
REAL = 2800  # pictures it learns from
STEPS = 400


def features_of(matcher, pictures: np.ndarray) -> torch.Tensor:
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        parts = [matcher.features(prepared(pictures[at : at + 32])).float() for at in range(0, len(pictures), 32)]
    return torch.cat(parts)


def real_of(art: Art, count: int, seed: int) -> tuple[np.ndarray, torch.Tensor]:
    """Composed pictures and the indices of their sets."""
    rng, pictures, labels = np.random.default_rng(seed), [], []
    for _ in range(count):
        picture, scene = compose(art, rng)
        pictures.append(picture)
        labels.append(NAMES.index(scene.things[0].set))
    return np.stack(pictures), torch.tensor(labels)


class StyleClassifier:
    """Learns from composed pictures of drawings that training sees; `accuracy` is on held-out drawings."""

    def __init__(self, matcher, count: int = REAL):
        self.matcher = matcher
        pictures, labels = real_of(Art(), count, 31)
        features = features_of(matcher, pictures)
        self.mean, self.deviation = features.mean(0), features.std(0) + 1e-4
        weights = torch.zeros(len(NAMES), features.shape[1] + 1, requires_grad=True)
        optimiser = torch.optim.Adam([weights], 0.01)
        x = self._scaled(features)
        for _ in range(STEPS):
            loss = F.cross_entropy(x @ weights.T, labels) + 2e-3 * weights.square().sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        self.weights = weights.detach()
        held_out, truth = real_of(Art(held_out=True), 280, 32)
        self.accuracy = float((self(held_out) == truth).float().mean())

    def _scaled(self, features: torch.Tensor) -> torch.Tensor:
        scaled = (features - self.mean) / self.deviation
        return torch.cat([scaled, torch.ones(len(scaled), 1)], 1)

    def __call__(self, pictures: np.ndarray) -> torch.Tensor:
        """The index of the set for each of uint8 [N, H, W, 3]."""
        return (self._scaled(features_of(self.matcher, pictures)) @ self.weights.T).argmax(1)


def style_obeyed(classifier: StyleClassifier, sets: list[str], pictures: np.ndarray) -> float:
    wanted = torch.tensor([NAMES.index(name) for name in sets])
    return float((classifier(pictures) == wanted).float().mean())
