"""Training goes on from a release: what the card says of it is read back."""

import unittest

from starter.datasheet import table
from starter.from_release import trained_so_far
from starter.places import STARTER


class Card(unittest.TestCase):
    def test_samples_and_hours_are_read(self):
        text = table(("stage", "samples seen", "hours"), [("denoiser", "367,920", 6.16), ("other", "1", 2.0)])
        self.assertEqual(trained_so_far(text), {"denoiser": {"seen": 367920, "spent": 22176}})

    def test_the_released_card_can_be_read(self):
        found = trained_so_far((STARTER / "README.md").read_text())
        self.assertLessEqual({"autoencoder", "denoiser", "distil", "matcher", "upscaler"}, set(found))


if __name__ == "__main__":
    unittest.main()
