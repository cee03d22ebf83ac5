"""The low-rank change: written under its public names and added to plain weights, it gives the same network."""

import copy
import unittest

import torch
from torch import nn

from starter.low_rank import add_low_rank, merge, peft_tensors


class LowRank(unittest.TestCase):
    def test_written_and_merged_it_is_the_same(self):
        torch.manual_seed(0)
        plain = nn.Sequential(nn.Conv2d(32, 48, 3, padding=1), nn.Flatten(), nn.Linear(48 * 16, 40))
        changed, x = copy.deepcopy(plain), torch.randn(2, 32, 4, 4)
        add_low_rank(changed, 4)
        self.assertTrue(torch.equal(changed(x), plain(x)))
        for layer in (changed[0], changed[2]):
            layer.up.data.normal_()
            layer.up.data, layer.down.data = layer.up.data.half().float(), layer.down.data.half().float()
        merge(plain, peft_tensors(changed))
        self.assertLess((changed(x) - plain(x)).abs().max().item(), 1e-4)
        self.assertGreater(changed(x).abs().max().item(), 1)


if __name__ == "__main__":
    unittest.main()
