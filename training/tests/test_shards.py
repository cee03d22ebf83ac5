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
    np.save(folder / "recast.npy", np.full((5, 6, 32, 32), 10 * value, np.float16))
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

    def test_a_shard_from_before_says_what_it_lacks_and_what_to_do(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "all-000", 1)
        (self.folder / "all-000" / "unstyled.npy").unlink()
        (self.folder / "all-000" / "recast.npy").unlink()
        with self.assertRaisesRegex(FileNotFoundError, "all-000 lacks recast.npy and unstyled.npy.*remove it"):
            Shards(self.folder)

    def test_latents_come_with_their_captions_and_new_shards_join(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "first-000", 1)
        shards = Shards(self.folder)
        batch = shards.batch(8, 10**9, self.rng, dropout=0)
        self.assertEqual((batch.latents.shape, batch.context.shape), ((8, 6, 32, 32), (8, 32, 384)))
        torch.testing.assert_close(batch.unstyled, -batch.context)
        torch.testing.assert_close(batch.recast, 10 * batch.latents)
        write_shard(self.folder / "all-000", 2)
        write_shard(self.folder / "all-001.partial", 3)
        shards.refresh()
        self.assertEqual(len(shards), 2)
        batch = shards.batch(64, 10**9, self.rng, dropout=0)
        np.testing.assert_array_equal(batch.latents[:, 0, 0, 0], batch.context[:, 0, 0].float())
        self.assertEqual(set(batch.latents[:, 0, 0, 0].tolist()), {1.0, 2.0})
        self.assertEqual(set(shards.batch(32, 0, self.rng).latents[:, 0, 0, 0].tolist()), {1.0})

    def test_captions_are_sometimes_dropped_and_then_the_palette_is_its_own(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "first-000", 1)
        batch = Shards(self.folder).batch(400, 0, self.rng)
        dropped = batch.context[:, 0, 0] == 0
        self.assertTrue(0.04 < dropped.float().mean() < 0.18, dropped.sum())
        torch.testing.assert_close(batch.unstyled, -batch.context)
        torch.testing.assert_close(batch.recast[:, 0, 0, 0], torch.where(dropped, 1.0, 10.0))

    def test_a_caption_without_a_style_word_comes_with_its_own_palette(self):
        np.save(self.folder / "empty.npy", np.zeros((32, 384), np.float16))
        write_shard(self.folder / "first-000", 1)
        np.save(self.folder / "first-000" / "unstyled.npy", np.array([0, 1]))
        batch = Shards(self.folder).batch(20, 0, self.rng, dropout=0)
        torch.testing.assert_close(batch.recast, batch.latents)


if __name__ == "__main__":
    unittest.main()
