"""Low-rank changes of a network's weights (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685)."""

import torch
from torch import nn
from torch.nn.utils import parametrize

LEAST = 32  # narrower weights stay as they are


class LowRank(nn.Module):
    """W + up · down for a weight [out, in] or [out, in, k, k]; `up` begins at zero."""

    def __init__(self, weight: torch.Tensor, rank: int):
        super().__init__()
        columns = weight[0].numel()
        self.down = nn.Parameter(torch.randn(rank, columns) / columns**0.5)
        self.up = nn.Parameter(torch.zeros(len(weight), rank))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + (self.up @ self.down).reshape(weight.shape)


def add_low_rank(model: nn.Module, rank: int) -> dict[str, LowRank]:
    """Freezes the model and gives each wide convolution and linear layer a low-rank change; returns them by name."""
    model.requires_grad_(False)
    wide = [
        (name, module)
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d | nn.Linear) and min(len(module.weight), module.weight[0].numel()) >= LEAST
    ]
    changes = {}
    for name, module in wide:
        changes[name] = LowRank(module.weight, rank)
        parametrize.register_parametrization(module, "weight", changes[name], unsafe=True)
    return changes


def peft_tensors(changes: dict[str, LowRank], model: nn.Module) -> dict[str, torch.Tensor]:
    """float16 tensors under the names that diffusers' `load_lora_weights` reads; scale 1."""
    tensors = {}
    for name, change in changes.items():
        shape = model.get_submodule(name).weight.shape
        down, up = change.down, change.up
        if len(shape) == 4:
            down, up = down.reshape(len(down), *shape[1:]), up[:, :, None, None]
        tensors[f"unet.{name}.lora_A.weight"] = down.detach().half().contiguous()
        tensors[f"unet.{name}.lora_B.weight"] = up.detach().half().contiguous()
    return tensors
