"""Averaged denoisers: the mean of each weight, and nothing for those that don't fit."""

import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import save_file

from starter.soup import mix, weights_in


class Soup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.denoiser, self.released = Path(folder.name) / "last.pt", Path(folder.name) / "released.safetensors"
        torch.save({"average": {"w": torch.tensor([1.0, 2.0])}, "seen": 3, "spent": 4.0}, self.denoiser)

    def test_the_mean_of_a_checkpoint_and_of_released_weights_once(self):
        save_file({"w": torch.tensor([3.0, 6.0]).half()}, self.released)
        mix([self.denoiser, self.released], self.denoiser)
        mixed = torch.load(self.denoiser, weights_only=True)
        self.assertEqual((mixed["average"]["w"].tolist(), mixed["seen"], mixed["spent"]), ([2.0, 4.0], 3, 4.0))
        with self.assertRaisesRegex(SystemExit, "mean already"):
            mix([self.denoiser, self.released], self.denoiser)
        self.assertEqual(weights_in(self.denoiser.parent / "unmixed.pt")["w"].tolist(), [1.0, 2.0])

    def test_what_does_not_fit_is_refused_by_name_and_nothing_is_written(self):
        save_file({"w": torch.zeros(3)}, self.released)
        broken = self.released.with_name("broken.safetensors")
        broken.write_bytes(b"not weights")
        for path, reason in (
            (self.released, "architecture"),
            (broken, "no denoiser"),
            (Path("nowhere.pt"), "no denoiser"),
        ):
            with self.assertRaisesRegex(SystemExit, f"{path.name}.*{reason}"):
                mix([self.denoiser, path], self.denoiser)
        self.assertFalse((self.denoiser.parent / "unmixed.pt").exists())


if __name__ == "__main__":
    unittest.main()
