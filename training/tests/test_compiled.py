"""The compiled gradients must be those of the plain run; see starter/compiled.py.

python -m unittest discover -s tests
"""

import unittest

import torch
from diffusers.models.upsampling import Upsample2D

from starter.compiled import compiled


class CompiledGradients(unittest.TestCase):
    def test_upsampling_keeps_its_gradient(self):
        torch.manual_seed(0)
        layers = torch.nn.Sequential(torch.nn.Conv2d(4, 4, 3, padding=1), Upsample2D(4, use_conv=True))

        def loss(x):
            return layers(x).square().mean()

        x = torch.randn(2, 4, 8, 8)
        loss(x).backward()
        expected = layers[0].weight.grad.clone()
        layers.zero_grad()
        compiled(loss)(x).backward()
        self.assertGreater(expected.norm().item(), 0)
        torch.testing.assert_close(layers[0].weight.grad, expected, rtol=1e-3, atol=1e-5)


if __name__ == "__main__":
    unittest.main()
