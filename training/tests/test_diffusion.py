"""Steps through the diffusion lead where they should."""

import unittest

import numpy as np
import torch

from starter.diffusion import EXACT, HIGH_END, LOW_END, RECAST, RECAST_END, Diffusion
from starter.distil import between, v_between
from starter.shards import GROWTH, first_share
from starter.sheets import denoise, trailing


def at(count: int, t: int) -> torch.Tensor:
    return torch.full((count,), t)


class Steps(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.diffusion, self.x, self.noise = Diffusion(), torch.randn(3, 6, 4, 4), torch.randn(3, 6, 4, 4)

    def test_the_last_timestep_is_pure_noise(self):
        noisy, v = self.diffusion.noisy(self.x, self.noise, at(3, 999))
        torch.testing.assert_close(noisy, self.noise, atol=1e-4, rtol=0)
        torch.testing.assert_close(v, -self.x, atol=1e-4, rtol=0)

    def test_the_true_v_leads_to_the_picture_and_to_less_noise(self):
        noisy, v = self.diffusion.noisy(self.x, self.noise, at(3, 700))
        picture = self.diffusion.step(noisy, v, at(3, 700), at(3, -1))
        torch.testing.assert_close(picture, self.x, atol=1e-4, rtol=1e-4)
        less, _ = self.diffusion.noisy(self.x, self.noise, at(3, 250))
        torch.testing.assert_close(self.diffusion.step(noisy, v, at(3, 700), at(3, 250)), less, atol=1e-4, rtol=1e-4)

    def test_v_between_is_the_inverse_of_a_step(self):
        v = torch.randn_like(self.x)
        for t, s in ((999, 749), (499, 249), (249, -1)):
            later = self.diffusion.step(self.noise, v, at(3, t), at(3, s))
            found = v_between(self.diffusion, self.noise, later, at(3, t), at(3, s))
            torch.testing.assert_close(found, v, atol=1e-3, rtol=1e-3)

    def test_times_begin_at_the_last_and_end_in_the_picture(self):
        self.assertEqual(trailing(4), [999, 749, 499, 249, -1])
        self.assertEqual(between(999, 749, 5), [999, 949, 899, 849, 799, 749])

    def test_denoising_from_the_middle_ends_in_the_picture_and_asks_once_a_step_without_guidance(self):
        asked, times = [], trailing(4)[2:]
        noisy, _ = self.diffusion.noisy(self.x, self.noise, at(3, times[0]))

        def model(noisy, t, context, return_dict):
            asked.append(int(t[0]))
            return (self.diffusion.towards(noisy, self.x, t) + context,)

        picture = denoise(model, noisy, torch.zeros(()), torch.zeros(()), times, 1.0)
        torch.testing.assert_close(picture, self.x, atol=1e-3, rtol=1e-3)
        self.assertEqual(asked, times[:-1])
        denoise(model, noisy, torch.zeros(()), torch.zeros(()), times, 3.5)
        self.assertEqual(asked[2:], [499, 499, 249, 249])

    def test_timesteps_stay_in_range_and_often_are_the_last(self):
        times = self.diffusion.timesteps(2000)
        self.assertTrue(((times >= 0) & (times <= 999)).all())
        self.assertGreater((times == 999).float().mean().item(), 0.03)
        self.assertGreater((times < LOW_END).float().mean().item(), 0.4)
        self.assertGreater(((times >= LOW_END) & (times < HIGH_END)).float().mean().item(), 0.3)

    def test_latents_drift_at_low_noise_only_and_less_near_its_end(self):
        x = torch.randn(400, 6, 32, 32)
        moved = {t: (self.diffusion.drifted(x, x, at(400, t)) - x).flatten(1).std(1) for t in (20, 300, LOW_END)}
        self.assertEqual(moved[LOW_END].max().item(), 0)
        self.assertAlmostEqual((moved[300] > 0).float().mean().item(), 0.5, delta=0.1)
        self.assertLess(moved[20].max().item(), moved[300].max().item())

    def test_most_are_in_another_palette_unless_noise_hides_it_and_less_near_the_end(self):
        x = torch.randn(400, 6, 32, 32)
        moved = {t: (self.diffusion.drifted(x, x + 9, at(400, t)) - x).mean((1, 2, 3)) for t in (20, 300, RECAST_END)}
        self.assertEqual(moved[RECAST_END].abs().max().item(), 0)
        for t, away in ((300, 9), (20, 9 * self.diffusion.sigma[20].item() / EXACT)):
            turned = moved[t] > away / 2
            self.assertAlmostEqual(turned.float().mean().item(), RECAST, delta=0.1)
            self.assertAlmostEqual(moved[t][turned].mean().item(), away, delta=0.1)

    def test_v_towards_a_picture_is_the_true_v_and_leads_there_from_elsewhere(self):
        noisy, v = self.diffusion.noisy(self.x, self.noise, at(3, 300))
        torch.testing.assert_close(self.diffusion.towards(noisy, self.x, at(3, 300)), v, atol=1e-4, rtol=1e-4)
        elsewhere, _ = self.diffusion.noisy(self.x + 0.2, self.noise, at(3, 300))
        v = self.diffusion.towards(elsewhere, self.x, at(3, 300))
        picture = self.diffusion.step(elsewhere, v, at(3, 300), at(3, -1))
        torch.testing.assert_close(picture, self.x, atol=1e-4, rtol=1e-4)


class Stages(unittest.TestCase):
    def test_the_first_stage_is_alone_and_then_makes_room(self):
        start, end, least = GROWTH
        shares = [first_share(seen) for seen in (0, start, (start + end) // 2, end, 10**7)]
        self.assertEqual(shares[:2], [1, 1])
        np.testing.assert_allclose(shares[2:], [(1 + least) / 2, least, least])


if __name__ == "__main__":
    unittest.main()
