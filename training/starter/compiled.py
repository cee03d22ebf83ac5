"""torch.compile for CPU training, around one fault of it.

In torch 2.13 the compiled backward pass of nearest-neighbour upsampling returns zero gradients on the CPU, without an
error: everything before the last upsampler then never learns. Repeating by `expand` has the same result and the right
gradient. `tests/test_compiled.py` compares both gradients.
"""

import os

import diffusers.models.upsampling as upsampling
import torch

from .places import RUNS


class _Functional:
    """torch.nn.functional with another `interpolate` for the one case that diffusers' upsamplers use."""

    def __getattr__(self, name):
        return getattr(torch.nn.functional, name)

    @staticmethod
    def interpolate(x, size=None, scale_factor=None, mode="nearest"):
        if mode != "nearest" or size is not None or scale_factor != 2.0:
            return torch.nn.functional.interpolate(x, size=size, scale_factor=scale_factor, mode=mode)
        n, c, h, w = x.shape
        return x[:, :, :, None, :, None].expand(n, c, h, 2, w, 2).reshape(n, c, h * 2, w * 2)


def compiled(function):
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(RUNS / "inductor"))
    upsampling.F = _Functional()
    return torch.compile(function, dynamic=False)
