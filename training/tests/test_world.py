"""What the manifest and the captions promise."""

import unittest

import numpy as np

from starter.art import credit_of
from starter.recolour import recolour

INFO = {"license": {"spdx": "MIT"}, "author": {"name": "Someone", "url": "https://example.org"}}


class Credits(unittest.TestCase):
    def test_a_row_names_author_licence_and_hash(self):
        row = credit_of("noto", "lemon", "<svg/>", INFO, "1.0.0")
        self.assertEqual((row["author"], row["licence"], row["shareAlike"]), ("Someone", "MIT", False))
        self.assertEqual(len(row["sha256"]), 64)

    def test_a_row_without_licence_is_refused(self):
        with self.assertRaisesRegex(ValueError, "no licence"):
            credit_of("noto", "lemon", "<svg/>", {"author": INFO["author"]}, "1.0.0")

    def test_an_unknown_licence_is_refused(self):
        with self.assertRaisesRegex(ValueError, "CC-BY-NC-4.0"):
            credit_of("noto", "lemon", "<svg/>", {**INFO, "license": {"spdx": "CC-BY-NC-4.0"}}, "1.0.0")


class Recolouring(unittest.TestCase):
    def test_a_red_square_becomes_blue(self):
        red = np.zeros((8, 8, 4), np.uint8)
        red[..., 0] = red[..., 3] = 255
        blue = recolour(red, 240, bright=False)
        self.assertGreater(int(blue[4, 4, 2]), 200)
        self.assertLess(int(blue[4, 4, 0]), 60)

    def test_a_grey_square_cannot_be_given_a_colour_word(self):
        self.assertIsNone(recolour(np.full((8, 8, 4), 128, np.uint8), 240, bright=False))


if __name__ == "__main__":
    unittest.main()
