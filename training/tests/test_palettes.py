"""What a set's palette is, and things in another one's."""

import unittest
from types import SimpleNamespace

import numpy as np

from starter.palettes import LEAST, MOST, SIZE, WIDTH, Palettes, nearest, oklab, palette

RED, GREEN, BLUE = (200, 20, 20), (20, 160, 60), (40, 60, 220)


def drawing(*colours: tuple[int, int, int], alpha: int = 255) -> np.ndarray:
    """Stripes, the first twice as wide."""
    rows = [colours[0], *colours]
    pixels = np.zeros((len(rows), 8, 4), np.uint8)
    pixels[..., :3], pixels[..., 3] = np.array(rows)[:, None], alpha
    return pixels


class Colours(unittest.TestCase):
    def test_a_palette_holds_what_takes_most_of_the_drawings(self):
        drawings = np.stack([drawing(RED, BLUE), drawing(RED, GREEN)])
        colours, shares = palette(drawings)
        np.testing.assert_array_equal(colours[0], RED)
        self.assertEqual({tuple(colour) for colour in colours.round().astype(int)}, {RED, BLUE, GREEN})
        np.testing.assert_allclose(shares, [2 / 3, 1 / 6, 1 / 6])

    def test_what_is_seen_through_does_not_count(self):
        colours, shares = palette(np.stack([drawing(RED, BLUE, alpha=100)]))
        self.assertEqual((len(colours), len(shares)), (0, 0))

    def test_the_nearest_colour(self):
        table = nearest(np.array([RED, BLUE], np.float32))
        np.testing.assert_array_equal(table[31, 3, 3], RED)
        np.testing.assert_array_equal(table[1, 1, 20], BLUE)

    def test_oklab_of_white_and_black(self):
        np.testing.assert_allclose(oklab(np.array([[255, 255, 255], [0, 0, 0]])), [[1, 0, 0], [0, 0, 0]], atol=1e-4)

    def test_nearest_is_what_looks_alike_not_what_has_close_numbers(self):
        pumpkin, grass, turquoise = np.array([0, 235, 40]), (130, 190, 60), (0, 205, 165)
        by_numbers = [np.abs(np.subtract(colour, pumpkin)).sum() for colour in (grass, turquoise)]
        self.assertGreater(by_numbers[0], by_numbers[1])
        red, green, blue = pumpkin // WIDTH
        np.testing.assert_array_equal(nearest(np.array([grass, turquoise], np.float32))[red, green, blue], grass)


class Recast(unittest.TestCase):
    def test_things_move_towards_another_set_and_keep_their_outline(self):
        drawings = np.stack([drawing(RED, GREEN), drawing(BLUE)[[0, 1, 1]]])
        art = SimpleNamespace(by_concept=[{"noto": [0], "twemoji": [1]}], small={SIZE: drawings})
        palettes, pixels = Palettes(art), drawing(RED, alpha=90)
        moved = palettes.another("noto", np.random.default_rng(0))(pixels)
        np.testing.assert_array_equal(moved[..., 3], pixels[..., 3])
        way = (moved[0, 0, :3].astype(float) - RED) / np.subtract(BLUE, RED)
        self.assertLess(np.ptp(way), 0.02)
        self.assertTrue(LEAST - 0.02 <= way.mean() <= MOST + 0.02, way)

    def test_what_stands_on_a_picture_gets_its_own_sets_colours_and_the_background_stays(self):
        art = SimpleNamespace(by_concept=[{"noto": [0]}], small={SIZE: np.stack([drawing(RED, GREEN)])})
        picture = np.full((64, 64, 3), 250, np.uint8)
        picture[20:40, 20:40] = (230, 60, 40)
        moved = Palettes(art).own("noto", picture)
        self.assertTrue((moved[20:40, 20:40] == RED).all())
        self.assertTrue((np.delete(moved, range(20, 40), 0) == 250).all())


if __name__ == "__main__":
    unittest.main()
