"""Averaged denoisers: the mean of each weight, and nothing for those that don't fit."""

import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import save_file

from starter.soup import mean_of, weights_in


class Soup(unittest.TestCase):
    def test_the_mean_of_a_checkpoint_and_of_released_weights(self):
        with tempfile.TemporaryDirectory() as name:
            checkpoint, released = Path(name) / "last.pt", Path(name) / "released.safetensors"
            torch.save({"average": {"w": torch.tensor([1.0, 2.0])}, "seen": 3}, checkpoint)
            save_file({"w": torch.tensor([3.0, 6.0]).half()}, released)
            mean = mean_of([weights_in(checkpoint), weights_in(released)])
        self.assertEqual(mean["w"].tolist(), [2.0, 4.0])
        self.assertEqual(mean["w"].dtype, torch.float32)

    def test_other_architectures_and_missing_files_are_refused(self):
        with self.assertRaisesRegex(ValueError, "architecture"):
            mean_of([{"w": torch.zeros(2)}, {"w": torch.zeros(3)}])
        with self.assertRaisesRegex(SystemExit, "nowhere.pt holds no denoiser"):
            weights_in(Path("nowhere.pt"))


if __name__ == "__main__":
    unittest.main()
