"""Batches over shards on disk."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from starter.shards import Shards


def write_shard(folder: Path, value: float) -> None:
    folder.mkdir(parents=True)
    np.save(folder / "latents.npy", np.full((5, 6, 32, 32), value, np.float16))
    np.save(folder / "captions.npy", np.zeros((5, 2), int))
    np.save(folder / "states.npy", np.stack([np.full((32, 384), each, np.float16) for each in (value, -value)]))
    np.save(folder / "unstyled.npy", np.array([1, 1]))


class Batches(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder, self.rng = Path(place.name), np.random.default_rng(0)

    def test_without_shards_it_says_what_to_run(self):
        with self.assertRaisesRegex(FileNotFoundError, "starter.latents --held-out"):
            Shards(self.folder)
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        with self.assertRaisesRegex(FileNotFoundError, "starter.latents --first"):
            Shards(self.folder)

    def test_a_shard_from_before_style_words_were_taken_off_says_what_to_do(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "all-000", 1)
        (self.folder / "all-000" / "unstyled.npy").unlink()
        with self.assertRaisesRegex(FileNotFoundError, "all-000.*remove it"):
            Shards(self.folder)

    def test_latents_come_with_their_captions_and_new_shards_join(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "first-000", 1)
        shards = Shards(self.folder)
        latents, states, unstyled = shards.batch(8, 10**9, self.rng, dropout=0)
        self.assertEqual((latents.shape, states.shape), ((8, 6, 32, 32), (8, 32, 384)))
        torch.testing.assert_close(unstyled, -states)
        write_shard(self.folder / "all-000", 2)
        write_shard(self.folder / "all-001.partial", 3)
        shards.refresh()
        self.assertEqual(len(shards), 2)
        latents, states, _ = shards.batch(64, 10**9, self.rng, dropout=0)
        np.testing.assert_array_equal(latents[:, 0, 0, 0], states[:, 0, 0].float())
        self.assertEqual(set(latents[:, 0, 0, 0].tolist()), {1.0, 2.0})
        latents, *_ = shards.batch(32, 0, self.rng)
        self.assertEqual(set(latents[:, 0, 0, 0].tolist()), {1.0})

    def test_captions_are_sometimes_dropped(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "first-000", 1)
        _, states, unstyled = Shards(self.folder).batch(400, 0, self.rng)
        dropped = (states[:, 0, 0] == 0).float().mean().item()
        self.assertTrue(0.04 < dropped < 0.18, dropped)
        torch.testing.assert_close(unstyled, -states)


if __name__ == "__main__":
    unittest.main()
