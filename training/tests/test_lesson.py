"""What the denoiser is taught at low noise: the guided guess, and to mend what drifted."""

import unittest
from dataclasses import replace

import numpy as np
import torch

from starter.diffusion import LOW_END, Diffusion
from starter.lesson import AREA_WEIGHT, EMPHASIS, error_of, lesson_of, validate
from starter.shards import Batch
from starter.sheets import GUIDANCE


class Lessons(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        x, self.empty = torch.randn(64, 6, 8, 8), torch.zeros(1, 4, 5)
        context = torch.ones(64, 4, 5)
        context[::4] = 0
        self.batch = Batch(x, x, context, context)
        self.lesson = lesson_of(Diffusion(), self.batch, self.empty, lambda noisy, *_: torch.full_like(noisy, 0.5))

    def test_only_the_less_noisy_half_with_a_caption_is_guided(self):
        guided = (self.lesson.counts == GUIDANCE).flatten()
        self.assertEqual(
            guided.sum().item(), (self.lesson.t[:32] < LOW_END).logical_and(torch.arange(32) % 4 > 0).sum()
        )
        self.assertFalse(guided[32:].any())
        self.assertTrue(
            (self.lesson.fixed == torch.where(guided, (1 - GUIDANCE) * 0.5, 0.0)[:, None, None, None]).all()
        )

    def test_no_error_where_the_guided_guess_is_right(self):
        self.assertGreater(self.lesson.error(self.lesson.v).item(), 0.1)
        told = (self.lesson.v - self.lesson.fixed) / self.lesson.counts
        self.assertLess(self.lesson.error(told).item(), 1e-9)

    def test_what_the_style_word_changes_at_high_noise_is_to_come_out_larger(self):
        unstyled = self.batch.context.clone()
        unstyled[::2] = 0.25

        def answer(noisy, t, context):
            return torch.zeros_like(noisy) + context[:, :1, :1, None].float()

        lesson = lesson_of(Diffusion(), replace(self.batch, unstyled=unstyled), self.empty, answer, emphasised=True)
        right, counts = (lesson.v - lesson.fixed) / lesson.counts, lesson.counts.flatten()
        emphasised = counts == 1 / EMPHASIS
        noisier, named = torch.arange(64) >= 32, torch.arange(64) % 2 == 0
        self.assertTrue(emphasised.any())
        self.assertTrue((emphasised == (noisier & named & (lesson.t >= LOW_END))).all())
        torch.testing.assert_close((right - 0.25)[emphasised], EMPHASIS * (lesson.v - 0.25)[emphasised])

    def test_what_comes_in_another_palette_is_to_be_taken_for_its_own(self):
        far = replace(self.batch, recast=self.batch.latents + 100)
        lesson = lesson_of(Diffusion(), far, self.empty, lambda noisy, *_: torch.zeros_like(noisy))
        alpha, sigma = Diffusion().at(lesson.t)
        self.assertGreater(lesson.noisy.max().item(), 20)
        torch.testing.assert_close(alpha * lesson.noisy - sigma * lesson.v, far.latents, atol=1e-3, rtol=0)

    def test_an_error_of_a_whole_area_counts_more_than_one_that_cancels_out(self):
        v, even = torch.zeros(1, 6, 8, 8), torch.ones(1, 6, 8, 8)
        chequered = torch.where((torch.arange(8)[:, None] + torch.arange(8)) % 2 == 0, even, -even)
        self.assertAlmostEqual(error_of(even, v).item(), 1 + AREA_WEIGHT, places=5)
        self.assertAlmostEqual(error_of(chequered, v).item(), 1, places=5)

    def test_validation_is_of_the_guided_guess_at_low_noise_alone(self):
        latents, states = np.zeros((4, 6, 8, 8), np.float16), np.ones((4, 4, 5), np.float16)
        shard = {"latents": latents, "captions": np.zeros((4, 2), int), "states": states}
        empty = np.zeros((4, 5), np.float16)

        def model(noisy, t, context, return_dict):
            return (torch.zeros_like(noisy) + context.mean(),)

        found, flat = (validate(model, shard, given) for given in (empty, states[0]))
        for t in ("999", "900", "700", "500"):
            self.assertEqual(found[t], flat[t])
        for t in ("300", "100"):
            self.assertAlmostEqual(found[t] - flat[t], GUIDANCE**2 - 1, delta=1)


if __name__ == "__main__":
    unittest.main()
