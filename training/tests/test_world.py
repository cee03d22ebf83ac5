"""What the manifest and the colour words promise."""

import unittest

import numpy as np

from starter import optout
from starter.colour_words import colour_of, hue_of
from starter.recolour import recolour, turns
from starter.sources import credit_of, load_source
from starter.world import COLOURS, CONCEPTS, FIRST
from starter.world.concepts import parse

INFO = {"license": {"spdx": "MIT"}, "author": {"name": "Someone", "url": "https://example.org"}}


def square(red: int, green: int, blue: int) -> np.ndarray:
    return np.broadcast_to(np.array([red, green, blue, 255], np.uint8), (8, 8, 4)).copy()


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

    def test_a_missing_package_says_what_to_run(self):
        with self.assertRaisesRegex(FileNotFoundError, "npm ci"):
            load_source("no-such-set", {})


class OptOuts(unittest.TestCase):
    ROW = {"set": "noto", "name": "lemon", "author": "Someone", "sha256": "ab"}

    def test_each_kind_of_rule_refuses(self):
        for what in ("set:noto", "icon:noto/lemon", "author:someone", "sha256:AB"):
            rules = optout.parse(f"# a remark\n{what} | 2026-01-31 | asked\n")
            self.assertEqual(optout.refusal(self.ROW, rules), "opted out on 2026-01-31: asked", what)

    def test_other_drawings_stay(self):
        self.assertIsNone(optout.refusal(self.ROW, optout.parse("icon:noto/apple | 2026-01-31 | asked")))

    def test_an_unreadable_line_stops(self):
        with self.assertRaisesRegex(ValueError, "line 1"):
            optout.parse("please remove my lemon")

    def test_the_committed_list_can_be_read(self):
        self.assertIsInstance(optout.load(), list)


class Colours(unittest.TestCase):
    def test_a_red_square_becomes_blue(self):
        blue = recolour(square(255, 0, 0), 0, "blue")
        self.assertGreater(int(blue[4, 4, 2]), 200)
        self.assertLess(int(blue[4, 4, 0]), 60)

    def test_a_recoloured_square_is_measured_as_its_word(self):
        red = square(240, 30, 30)
        self.assertEqual(turns(red, *hue_of(red)), list(COLOURS))

    def test_a_grey_square_has_no_hue_to_turn(self):
        self.assertIsNone(hue_of(square(128, 128, 128)))

    def test_a_dark_square_does_not_become_yellow(self):
        dark = square(120, 0, 0)
        self.assertNotIn("yellow", turns(dark, *hue_of(dark)))

    def test_a_drawing_half_of_which_stays_as_it_is_takes_no_colour(self):
        half = square(240, 30, 30)
        half[:5] = (240, 240, 240, 255)
        self.assertEqual(turns(half, 0, True), ["white"])

    def test_two_halves_have_no_colour_word(self):
        both = square(255, 0, 0)
        both[:, 4:] = (0, 0, 255, 255)
        self.assertEqual(colour_of(both), "")


class Concepts(unittest.TestCase):
    def test_the_world_is_as_large_as_promised(self):
        self.assertGreaterEqual(len(CONCEPTS), 600)
        self.assertTrue(200 <= len(FIRST) <= 280)

    def test_a_line_is_read(self):
        (concept,) = parse("ear-of-corn, maize | ~corn, ear of corn | 1*", "food")
        self.assertEqual(concept.icons, ("ear-of-corn", "maize"))
        self.assertEqual((concept.words, concept.bare), (("corn", "ear of corn"), frozenset({"corn"})))
        self.assertTrue(concept.first and concept.recolour)

    def test_a_broken_line_is_named(self):
        with self.assertRaisesRegex(ValueError, "food: can't read `corn`"):
            parse("corn", "food")


if __name__ == "__main__":
    unittest.main()
