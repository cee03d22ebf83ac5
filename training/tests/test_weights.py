"""First weights, optimiser, low-rank changes, folding, checkpoints."""

import pickle
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL

from starter.beginning import carry_colours
from starter.fold import fold, whitening
from starter.low_rank import add_low_rank, learned, peft_tensors
from starter.muon import Muon, orthogonal
from starter.workers import save_whole


def small_autoencoder() -> AutoencoderKL:
    torch.manual_seed(0)
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        block_out_channels=(32, 32),
        latent_channels=6,
        norm_num_groups=8,
        mid_block_add_attention=False,
    ).eval()


class Beginning(unittest.TestCase):
    def test_colours_reach_the_latents_and_the_picture_untrained(self):
        model = small_autoencoder()
        carry_colours(model)
        halves = torch.full((1, 3, 32, 32), -0.6)
        halves[:, 0, :, 16:] = 0.8
        with torch.no_grad():
            z = model.encode(halves).latent_dist.mode()
            y = model.decode(z).sample
        self.assertGreater((z[0, 0, :, 12:].mean() - z[0, 0, :, :4].mean()).item(), 0.5)
        redder = (y[0, 0] - y[0, 1])[:, 20:].mean() - (y[0, 0] - y[0, 1])[:, :12].mean()
        self.assertGreater(redder.item(), 0.2)


class Optimiser(unittest.TestCase):
    def test_steps_are_nearly_orthogonal(self):
        for shape in ((40, 90), (90, 40)):
            values = torch.linalg.svdvals(orthogonal(torch.randn(shape)).float())
            self.assertGreater(values.min().item(), 0.3)
            self.assertLess(values.max().item(), 1.4)

    def test_it_learns_and_resumes(self):
        torch.manual_seed(0)
        layer, x = torch.nn.Linear(32, 32), torch.randn(64, 32)
        target = torch.randn(64, 32)
        optimiser, losses = Muon(layer.parameters()), []
        for _ in range(60):
            loss = (layer(x) - target).square().mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step(1e-2)
            losses.append(loss.item())
        self.assertLess(losses[-1], 0.8 * losses[0])
        other = Muon(layer.parameters())
        other.load_state_dict(optimiser.state_dict())
        torch.testing.assert_close(other.momenta, optimiser.momenta)


class LowRankChange(unittest.TestCase):
    def test_it_begins_as_no_change_and_its_file_says_the_same(self):
        torch.manual_seed(0)
        model = torch.nn.Sequential(torch.nn.Conv2d(32, 40, 3, padding=1), torch.nn.Conv2d(40, 4, 1))
        weight, x = model[0].weight.clone(), torch.randn(1, 32, 5, 5)
        before = model[0](x)
        add_low_rank(model, 4)
        self.assertEqual(sorted(learned(model)), ["0.down", "0.up"])
        self.assertEqual(sorted(name for name, p in model.named_parameters() if p.requires_grad), ["0.down", "0.up"])
        torch.testing.assert_close(model[0](x), before)
        torch.nn.init.normal_(model[0].up)
        tensors = peft_tensors(model)
        down, up = tensors["unet.0.lora_A.weight"].float(), tensors["unet.0.lora_B.weight"].float()
        told = torch.nn.functional.conv2d(torch.nn.functional.conv2d(x, down, padding=1), up)
        expected = torch.nn.functional.conv2d(x, weight, model[0].bias, padding=1) + told
        torch.testing.assert_close(model[0](x), expected, atol=2e-2, rtol=2e-2)
        torch.testing.assert_close(pickle.loads(pickle.dumps(model))(x), model(x))


class Folding(unittest.TestCase):
    def test_latents_come_out_uncorrelated_with_mean_variance_one(self):
        rng = np.random.default_rng(0)
        cells = rng.standard_normal((5000, 6)) @ rng.standard_normal((6, 6)) * 3 + 2
        mean, matrix = whitening(cells)
        covariance = np.cov(((cells - mean) @ matrix.T).T)
        np.testing.assert_allclose(np.trace(covariance) / 6, 1, atol=1e-6)
        np.testing.assert_allclose(covariance - np.diag(np.diag(covariance)), 0, atol=1e-6)
        even = np.diag(np.cov(((cells - mean) @ whitening(cells, 1.0)[1].T).T))
        np.testing.assert_allclose(even, 1, atol=1e-6)

    def test_the_decoded_picture_stays(self):
        model, x = small_autoencoder(), torch.rand(1, 3, 16, 16)
        rng = np.random.default_rng(0)
        with torch.no_grad():
            z = model.encode(x).latent_dist.mode()
            before = model.decode(z).sample
            mean, matrix = torch.randn(6), torch.from_numpy(rng.standard_normal((6, 6))).float()
            fold(model, mean, matrix)
            folded = model.encode(x).latent_dist.mode()
            expected = torch.einsum("ij,njhw->nihw", matrix, z - mean[:, None, None])
            torch.testing.assert_close(folded, expected, atol=1e-4, rtol=1e-3)
            torch.testing.assert_close(model.decode(folded).sample, before, atol=1e-3, rtol=1e-3)


class Checkpoints(unittest.TestCase):
    def test_a_failed_write_leaves_the_one_before(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "last.pt"
            save_whole({"seen": 1}, path)
            with self.assertRaises((OSError, RuntimeError, AttributeError, TypeError)):
                save_whole({"seen": lambda: 2}, path)
            self.assertEqual(torch.load(path, weights_only=True), {"seen": 1})


if __name__ == "__main__":
    unittest.main()
