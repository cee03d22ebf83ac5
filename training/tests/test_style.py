"""The judge of style learns pictures as they are and as the autoencoder gives them back, and is checked both ways."""

import unittest
from unittest.mock import patch

import numpy as np
import torch
from PIL import Image, ImageDraw

from starter.evaluation import style
from starter.evaluation.style import NAMES, StyleClassifier, style_obeyed

PALETTE = ((220, 30, 60), (240, 120, 20), (250, 210, 50), (60, 170, 70), (40, 110, 220), (120, 60, 170), (90, 60, 40))


def painted(art, count: int, seed: int) -> tuple[np.ndarray, torch.Tensor]:
    """Discs, each set in its own colour."""
    rng, labels = np.random.default_rng(seed), torch.arange(count) % len(NAMES)
    pictures = []
    for label in labels:
        image = Image.new("RGB", (256, 256), "white")
        left, top = rng.integers(20, 60, 2).tolist()
        ImageDraw.Draw(image).ellipse((left, top, left + 150, top + 150), PALETTE[int(label)])
        pictures.append(np.asarray(image))
    return np.stack(pictures), labels


def darkened(vae, pictures: np.ndarray) -> np.ndarray:
    return (pictures * 0.6).astype(np.uint8)


class Judge(unittest.TestCase):
    def test_it_knows_sets_by_their_colours_also_through_the_autoencoder(self):
        with (
            patch.object(style, "real_of", painted),
            patch.object(style, "through", darkened),
            patch.object(style, "Art"),
            patch.object(style, "STEPS", 60),
            patch.object(style, "CHECKED", 28),
        ):
            classifier = StyleClassifier(None, 56)
        self.assertEqual((classifier.accuracy, classifier.accuracy_coded), (1, 1))
        pictures, labels = painted(None, 14, 3)
        sets = [NAMES[int(label)] for label in labels]
        self.assertEqual(style_obeyed(classifier, sets, pictures), 1)
        self.assertEqual(style_obeyed(classifier, sets[1:] + sets[:1], pictures), 0)


if __name__ == "__main__":
    unittest.main()
