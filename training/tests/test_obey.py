"""Wishes say only what may be asked, and the judge sees each thing by itself."""

import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from starter import holdout
from starter.diffusion import Diffusion
from starter.judge import Judge, losses, verdict, views
from starter.labels import NONE, layout_index
from starter.obey import Begun, weights_before
from starter.places import LATENT
from starter.scenes import Scene, Thing
from starter.wishes import colours_for, palette_of, sets_for
from starter.world import COLOURS, CONCEPTS, SETS


def label(layout: str, first: int = 1, last: int = 2) -> list[int]:
    return [layout_index(layout), 3, first, last, NONE, 4]


class Views(unittest.TestCase):
    def test_pairs_are_cut_where_their_things_stand(self):
        latents = torch.zeros(3, 6, LATENT, LATENT)
        latents[1, :, :, LATENT // 2 :] = 1  # right half
        latents[2, :, LATENT // 2 :] = 1  # lower half
        labels = torch.tensor([label("single"), label("beside"), label("above")])
        found = views(latents, labels)
        self.assertEqual([view.shape[-1] for view, _ in found], [LATENT] + [LATENT // 2] * 4)
        self.assertEqual([float(view.mean()) for view, _ in found], [0, 0, 1, 0, 1])
        self.assertEqual([int(told["concept"]) for _, told in found], [1, 1, 2, 1, 2])

    def test_scenes_of_more_things_are_left_out(self):
        latents = torch.zeros(2, 6, LATENT, LATENT)
        self.assertEqual(views(latents, torch.tensor([label("three"), label("count-two")])), [])

    def test_what_is_not_said_costs_nothing(self):
        torch.manual_seed(0)
        labels = torch.tensor([label("single"), label("beside")])
        with torch.no_grad():
            logits, targets = verdict(Judge(), torch.randn(2, 6, LATENT, LATENT), labels)
        self.assertEqual(targets["concept"].tolist(), [1, 1, 2])
        self.assertEqual(targets["colour"].tolist(), [NONE, NONE, 4])
        told = float(losses(logits, targets))
        logits["colour"][:2] += 100 * torch.randn(2, len(COLOURS))
        self.assertEqual(float(losses(logits, targets)), told)
        self.assertGreater(told, np.log(len(CONCEPTS)) / 2)


class Guided(unittest.TestCase):
    def test_the_right_guess_gives_the_picture_and_guidance_goes_beyond(self):
        diffusion, t = Diffusion(), torch.tensor([60, 700])
        torch.manual_seed(0)
        x, noise = torch.randn(2, 2, 6, LATENT, LATENT)
        noisy, v = diffusion.noisy(x, noise, t)
        begun = Begun(noisy, t, torch.zeros(2, 32, 384), torch.zeros(2, 6), x, torch.tensor([True, False]), v)
        self.assertLess(begun.error(diffusion, v).item(), 1e-6)
        self.assertGreater(begun.error(diffusion, v + torch.tensor([1.0, 0])[:, None, None, None]).item(), 1)
        self.assertLess(begun.error(diffusion, v + torch.tensor([0, 1.0])[:, None, None, None]).item(), 1e-6)
        self.assertEqual(replace(begun, turned=torch.tensor([False, False])).error(diffusion, v + 1).item(), 0)
        torch.testing.assert_close(begun.picture(diffusion, v), x, atol=1e-4, rtol=0)
        _, sigma = diffusion.at(t)
        beyond = begun.picture(diffusion, v + 1)
        torch.testing.assert_close(beyond, x - 3.5 * sigma.expand_as(x), atol=1e-4, rtol=0)


class Weights(unittest.TestCase):
    def test_a_denoiser_trained_on_since_is_not_undone(self):
        with tempfile.TemporaryDirectory() as place:
            denoiser, kept = Path(place) / "last.pt", Path(place) / "before.pt"
            with self.assertRaisesRegex(SystemExit, "is missing"):
                weights_before(denoiser, kept)
            state = {"average": {"a": torch.ones(1)}, "seen": 5, "spent": 1.0}
            torch.save(state, denoiser)
            self.assertEqual(weights_before(denoiser, kept)["seen"], 5)
            torch.save({**state, "average": {"a": torch.zeros(1)}}, denoiser)
            self.assertEqual(weights_before(denoiser, kept)["average"]["a"].item(), 1)
            torch.save({**state, "seen": 6}, denoiser)
            with self.assertRaisesRegex(SystemExit, "trained on"):
                weights_before(denoiser, kept)


class Wishes(unittest.TestCase):
    def test_nothing_held_out_is_wished_for(self):
        words = [concept.words[0] for concept in CONCEPTS]
        held = [(name, word) for word in words for name in SETS if holdout.pair(name, word)]
        self.assertGreater(len(held), 50)
        for name, word in held:
            self.assertNotIn(name, sets_for([words[0], word]))
        for word in words:
            self.assertFalse([colour for colour in colours_for(word) if holdout.coloured(word, colour)])

    def test_a_landscape_or_a_colour_that_is_asked_keeps_a_picture_out_of_the_sets_palette(self):
        def scene(recoloured: bool = False, kind: str = "plain") -> Scene:
            return Scene([Thing(0, 0, "noto", 120, (128, 128), recoloured=recoloured)], kind=kind)

        self.assertEqual(palette_of(scene(), True), "noto")
        for given in ((scene(), False), (scene(recoloured=True), True), (scene(kind="land"), True)):
            self.assertEqual(palette_of(*given), "")

    def test_a_word_with_a_colour_gets_no_other(self):
        self.assertEqual(colours_for("red apple"), [])
        self.assertGreater(len(colours_for("apple")), len(COLOURS) // 2)


if __name__ == "__main__":
    unittest.main()
