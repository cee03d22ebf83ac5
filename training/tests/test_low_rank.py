"""The low-rank change: written under its public names and added to plain weights, it gives the same network."""

import copy
import unittest

import torch
from torch import nn

from starter.low_rank import add_low_rank, from_peft_tensors, learned, merge, peft_tensors


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

    def test_what_was_written_can_be_trained_on(self):
        torch.manual_seed(0)
        first, second = (nn.Sequential(nn.Conv2d(32, 48, 3), nn.Linear(48, 40)) for _ in range(2))
        add_low_rank(first, 4)
        add_low_rank(second, 4)
        for layer in first:
            layer.up.data.normal_()
        second.load_state_dict(from_peft_tensors(peft_tensors(first)), strict=False)
        for name, value in learned(second).items():
            self.assertTrue(torch.equal(value, learned(first)[name].half().float()), name)


if __name__ == "__main__":
    unittest.main()
