"""The exported matcher must be the trained one, layer by layer as its config lists it."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

from starter.matcher import (
    EDGE,
    Matcher,
    config,
    folded,
    in_eight_bits,
    layers_of,
    prepared,
    read_weights,
    run_layers,
)
from starter.matcher_train import right_of_hundred


class Folding(unittest.TestCase):
    def test_folded_layers_give_the_same_vectors(self):
        torch.manual_seed(0)
        matcher = Matcher()
        matcher(torch.randn(8, 3, EDGE, EDGE))  # gives the norms statistics of their own
        for module in matcher.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.weight.data.uniform_(0.5, 1.5)
                module.bias.data.uniform_(-0.5, 0.5)
        matcher.eval()
        x = torch.randn(2, 3, EDGE, EDGE)
        with torch.no_grad():
            torch.testing.assert_close(
                run_layers(layers_of(matcher), folded(matcher), x), matcher(x), rtol=1e-3, atol=1e-4
            )

    def test_every_weight_is_named_by_the_config(self):
        names = set()
        for layer in config(Matcher())["layers"]:
            inner = [".first", ".second"] if layer["type"] == "residual" else [""]
            if "name" in layer:
                names |= {f"{layer['name']}{part}.{kind}" for part in inner for kind in ("weight", "bias")}
        self.assertEqual(names, set(folded(Matcher())))


class EightBits(unittest.TestCase):
    def read_back(self, stored: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        with tempfile.TemporaryDirectory() as folder:
            save_file(stored, Path(folder) / "model.safetensors")
            return read_weights(Path(folder) / "model.safetensors")

    def test_rows_are_stored_to_within_half_a_step(self):
        torch.manual_seed(0)
        weights = folded(Matcher(stem=8, widths=(8, 12), blocks=(1, 1)))
        weights["head.weight"][3] = 0
        stored = in_eight_bits(weights)
        read = self.read_back(stored)
        self.assertEqual(set(read), set(weights))
        for name, value in weights.items():
            if not name.endswith(".weight"):
                self.assertEqual(stored[name].dtype, torch.float16)
                continue
            scale = stored[f"{name}_scale"]
            self.assertEqual((stored[name].dtype, stored[name].shape), (torch.int8, value.shape))
            self.assertEqual((scale.dtype, scale.shape), (torch.float32, value.shape[:1]))
            apart = (read[name] - value).abs().flatten(1).amax(1)
            self.assertTrue((apart <= scale * 0.5001).all(), name)
            largest = stored[name].int().abs().flatten(1).amax(1)
            self.assertTrue(((largest == 127) | (value.abs().flatten(1).amax(1) == 0)).all(), name)

    def test_half_precision_is_read_as_it_is(self):
        weights = {"head.weight": torch.tensor([[0.5, -2.0]]).half(), "head.bias": torch.tensor([1.5]).half()}
        read = self.read_back(weights)
        self.assertEqual(read["head.weight"].tolist(), [[0.5, -2.0]])
        self.assertEqual(read["head.bias"].dtype, torch.float32)


class Measuring(unittest.TestCase):
    def test_the_own_caption_is_found_where_it_is_nearest(self):
        vectors = np.eye(5, dtype=np.float32)
        self.assertEqual(right_of_hundred(vectors, vectors), 1.0)
        self.assertEqual(right_of_hundred(vectors, np.roll(vectors, 1, 0)), 0.0)

    def test_pictures_become_small_tensors_in_range(self):
        x = prepared(np.full((1, 256, 256, 3), 255, np.uint8))
        self.assertEqual((tuple(x.shape), x.min().item(), x.max().item()), ((1, 3, EDGE, EDGE), 1.0, 1.0))


if __name__ == "__main__":
    unittest.main()
