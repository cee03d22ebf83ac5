"""The measures themselves, on cases whose answer is known."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from starter.evaluation.coder import psnr, ssim
from starter.evaluation.energy import counted
from starter.evaluation.foreground import box_of, mask_of
from starter.evaluation.matching import found_among
from starter.evaluation.memorisation import Prints, nearest, wilson
from starter.evaluation.obeyed import colour_obeyed, halves_of, nearest_background
from starter.evaluation.samples import sample
from starter.evaluation.spread import basis_of, diversity, frechet
from starter.spoilt import spoilt


def square_on(background: tuple, thing: tuple) -> np.ndarray:
    picture = np.zeros((256, 256, 3), np.uint8)
    picture[:] = background
    picture[80:180, 60:200] = thing
    return picture


class Pixels(unittest.TestCase):
    def test_the_thing_is_found_on_its_background(self):
        self.assertEqual(box_of(mask_of(square_on((255, 255, 255), (200, 20, 20)))), (60, 80, 200, 180))

    def test_an_empty_picture_has_no_thing(self):
        self.assertIsNone(box_of(mask_of(np.full((256, 256, 3), 90, np.uint8))))

    def test_a_gradient_is_background(self):
        ramp = np.linspace(0, 255, 256).astype(np.uint8)[:, None, None]
        self.assertFalse(mask_of(np.broadcast_to(ramp, (256, 256, 3)).copy()).any())

    def test_colours_of_thing_and_background(self):
        picture = square_on((255, 255, 255), (210, 20, 20))
        self.assertTrue(colour_obeyed(picture, "red"))
        self.assertFalse(colour_obeyed(picture, "blue"))
        self.assertEqual(nearest_background(picture), "white")

    def test_halves_follow_the_layout(self):
        picture = np.zeros((256, 256, 3), np.uint8)
        picture[:, 128:] = 255
        left, right = halves_of(picture, "beside")
        self.assertEqual((left.max(), right.min()), (0, 255))
        upper, lower = halves_of(picture, "above")
        self.assertEqual(upper.mean(), lower.mean())


class Hours(unittest.TestCase):
    def test_resuming_counts_once_and_beginning_anew_counts_both(self):
        with tempfile.TemporaryDirectory() as name:
            log = Path(name) / "log.jsonl"
            rows = ({"spent": 600}, {"spent": 1000}, {"note": 1}, {"spent": 900}, {"spent": 1500}, {"spent": 30}, {"spent": 90})
            log.write_text("".join(json.dumps(row) + "\n" for row in rows))
            self.assertEqual(counted(log, "spent"), 1000 + 600 + 90)
            log.write_text("".join(json.dumps({"seen": seen}) + "\n" for seen in (3299, 2, 560, 2731)))
            self.assertEqual(counted(log, "seen"), 3299 + 2731)
            self.assertEqual(counted(Path(name) / "none.jsonl", "spent"), 0)


class Scripted:
    """A model that remembers what it was asked to make."""

    version, steps, guidance, sampler, quick = "1", 20, 2.0, "ddpm", False

    def __init__(self, folder: Path):
        self.folder, self.made = folder, []

    def __call__(self, texts: list[str], seeds: list[int]) -> np.ndarray:
        self.made += texts
        return np.full((len(texts), 256, 256, 3), seeds[0], np.uint8)


class Samples(unittest.TestCase):
    def test_pictures_that_are_there_are_not_made_again(self):
        with tempfile.TemporaryDirectory() as name:
            model, to = Scripted(Path(name)), Path(name) / "out" / "kept"
            sample(model, ["a", "b", "c"], to, batch=1)
            self.assertEqual(sample(model, ["a", "b"], to, batch=1)[1, 0, 0, 0], 1)
            sample(model, ["a", "b", "c", "d"], to, batch=1)
            self.assertEqual(model.made, ["a", "b", "c", "d"])
            sample(model, ["a", "other"], to, batch=1)
            self.assertEqual(model.made[4:], ["a", "other"])
            model.sampler = "ddim"
            sample(model, ["a"], to, batch=1)
            self.assertEqual(model.made[6:], ["a"])


class Spoilt(unittest.TestCase):
    def test_a_spoilt_picture_keeps_its_colours_roughly_and_its_size(self):
        picture = np.full((256, 256, 3), 255, np.uint8)
        picture[64:192, 64:192] = (200, 40, 40)
        found = spoilt(picture, np.random.default_rng(1))
        self.assertEqual((found.shape, found.dtype), (picture.shape, picture.dtype))
        self.assertFalse(np.array_equal(found, picture))
        self.assertLess(np.abs(found[100:150, 100:150].mean((0, 1)) - (200, 40, 40)).max(), 12)


class Vectors(unittest.TestCase):
    def test_the_own_words_are_found(self):
        vectors = np.eye(6, dtype=np.float32)
        self.assertTrue(found_among(vectors, list(range(6)), vectors).all())
        self.assertFalse(found_among(vectors, [1, 2, 3, 4, 5, 0], vectors).any())

    def test_the_distance_of_a_set_to_itself_is_nothing_and_grows_with_a_shift(self):
        real = np.random.default_rng(0).normal(size=(300, 64))
        basis = basis_of(real)
        self.assertAlmostEqual(frechet(real, real, basis), 0, places=6)
        self.assertGreater(frechet(real + 1, real, basis), 1000)

    def test_equal_pictures_have_no_diversity(self):
        same = np.broadcast_to(np.eye(8)[0], (2, 3, 8))
        self.assertAlmostEqual(diversity(same), 0)
        self.assertAlmostEqual(diversity(np.eye(8)[None, :4]), 1)


class Copies(unittest.TestCase):
    def test_a_copy_is_nearest_to_its_original(self):
        rng = np.random.default_rng(1)
        hashes = rng.choice([-1.0, 1.0], (5, 64)).astype(np.float32)
        small, vectors = rng.random((5, 768)).astype(np.float32), np.eye(5, dtype=np.float32)
        drawings = Prints(hashes, small, vectors)
        found = nearest(Prints(hashes[3:4], small[3:4], vectors[3:4]), drawings)
        self.assertEqual((int(found.row[0]), int(found.similar_row[0])), (3, 3))
        self.assertAlmostEqual(float(found.distance[0]), 0, places=6)

    def test_the_interval_holds_the_share(self):
        low, high = wilson(20, 2000)
        self.assertTrue(0.006 < low < 0.01 < high < 0.016)


class Coder(unittest.TestCase):
    def test_equal_pictures_are_equal(self):
        x = torch.rand(1, 3, 32, 32)
        self.assertAlmostEqual(ssim(x, x), 1, places=5)
        self.assertAlmostEqual(psnr(x, (x * 0 + x).clamp(0, 1)), 100, places=3)

    def test_an_error_of_a_tenth_is_twenty_decibels(self):
        x = torch.full((1, 3, 32, 32), 0.4)
        self.assertAlmostEqual(psnr(x, x + 0.1), 20, places=3)


if __name__ == "__main__":
    unittest.main()
