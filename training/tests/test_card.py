"""The card's tables say what was measured, and nothing that wasn't."""

import unittest

from starter.card_tables import memorisation, obeyed_table
from starter.notices import notices

PART = {"pictures": 200, "byHash": 0.1, "byEmbedding": 0.05, "either": 0.12, "interval": [0.08, 0.17]}
NUMBERS = {
    "version": "1.0.0",
    "figures": {"captions": {"value": 0.6, "real": 0.8, "count": 200}, "style": {"value": 0.9, "real": 1.0}},
    "coder": {"psnr": 31.2, "ssim": 0.97, "pictures": 48},
    "matcher": {"heldOut": 0.8, "known": 0.9},
    "styleClassifier": 0.95,
}


class Tables(unittest.TestCase):
    def test_each_figure_stands_beside_real_pictures(self):
        text = obeyed_table(NUMBERS, None)
        self.assertIn("| right caption among 100, all prompts | 60% | 80% | 75% |", text)
        self.assertIn("31.2 dB, SSIM 0.97", text)

    def test_an_earlier_release_has_a_column_of_its_own(self):
        before = {**NUMBERS, "version": "0.1.0"}
        before["figures"] = {"captions": {"value": 0.1, "real": 0.8, "count": 64}}
        text = obeyed_table(NUMBERS, before)
        self.assertIn("version 0.1.0 (64 prompts)", text)
        self.assertIn("| 60% | 80% | 75% | 10% |", text)
        self.assertIn("| 90% | 100% | 90% | – |", text)

    def test_styles_that_another_judge_saw_are_not_compared(self):
        before = {**NUMBERS, "version": "0.1.0"}
        self.assertIn("| 90% | 100% | 90% | 90% |", obeyed_table(NUMBERS, before))
        text = obeyed_table({**NUMBERS, "styleClassifierCoded": 0.9}, before)
        self.assertIn("| 90% | 100% | 90% | – |", text)
        self.assertIn("| 60% | 80% | 75% | 60% |", text)

    def test_the_quick_way_stands_beside(self):
        quick = {"steps": 4, "guidance": 1, "figures": {"captions": {"value": 0.5, "real": 0.8}}}
        text = obeyed_table({**NUMBERS, "quick": quick}, None)
        self.assertIn("in 4 quick steps", text)
        self.assertIn("| 60% | 80% | 75% | 50% |", text)

    def test_what_was_not_measured_is_said(self):
        self.assertIn("hasn't been measured", memorisation(NUMBERS))

    def test_replication_gives_rate_and_interval(self):
        found = {"detector": {"drawings": 4956, "plantedCopies": PART, "heldOutDrawings": PART}, "attack": PART}
        text = memorisation(
            {**NUMBERS, "memorisation": {**found, "samples": {**PART, "mostCopied": [("noto/cat", 3)]}}}
        )
        self.assertIn("| captions as in training | 200 | 10% | 5% | 12% | 8.0% – 17.0% |", text)
        self.assertIn("noto/cat (3)", text)


class Notices(unittest.TestCase):
    def test_every_set_is_named_with_licence_and_link(self):
        row = {
            "set": "noto",
            "author": "Google Inc",
            "licence": "Apache-2.0",
            "link": "https://example.org",
            "package": "p@1",
        }
        text = notices([row, row])
        for words in ("**noto** by Google Inc, 2 drawings", "https://example.org", "Apache-2.0", "all-MiniLM-L6-v2"):
            self.assertIn(words, text)


if __name__ == "__main__":
    unittest.main()
