"""The exported matcher must be the trained one, layer by layer as its config lists it."""

import unittest

import numpy as np
import torch

from starter.matcher import EDGE, Matcher, config, folded, layers_of, prepared, run_layers
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
