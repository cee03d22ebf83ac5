"""Low-rank changes of a network's weights (LoRA, Hu et al. 2021, https://arxiv.org/abs/2106.09685)."""

import torch
import torch.nn.functional as F
from torch import nn

LEAST = 32  # narrower weights stay as they are
LEARNED = (".down", ".up")


class _Changed:
    """Mixed into a layer: its weight [out, in, …] counts as weight + up · down."""

    def changed(self) -> torch.Tensor:
        return self.weight + (self.up @ self.down).reshape(self.weight.shape)


class ChangedLinear(_Changed, nn.Linear):
    def forward(self, x):
        return F.linear(x, self.changed(), self.bias)


class ChangedConv2d(_Changed, nn.Conv2d):
    def forward(self, x):
        return self._conv_forward(x, self.changed(), self.bias)


CHANGED = {nn.Linear: ChangedLinear, nn.Conv2d: ChangedConv2d}


def add_low_rank(model: nn.Module, rank: int) -> None:
    """Freezes the model and gives each wide linear layer and convolution a low-rank change, which begins as none."""
    model.requires_grad_(False)
    for module in list(model.modules()):
        kind = CHANGED.get(next((base for base in CHANGED if isinstance(module, base)), None))
        if kind is None or min(len(module.weight), module.weight[0].numel()) < LEAST:
            continue
        columns = module.weight[0].numel()
        module.__class__ = kind
        module.down = nn.Parameter(torch.randn(rank, columns) / columns**0.5)
        module.up = nn.Parameter(torch.zeros(len(module.weight), rank))


def learned(model: nn.Module) -> dict[str, torch.Tensor]:
    """The low-rank changes alone: they are kept when the weights beneath them have been trained further."""
    return {name: value for name, value in model.state_dict().items() if name.endswith(LEARNED)}


def peft_tensors(model: nn.Module) -> dict[str, torch.Tensor]:
    """float16 tensors under the names that diffusers' `load_lora_weights` reads; scale 1."""
    tensors = {}
    for name, module in model.named_modules():
        if not isinstance(module, _Changed):
            continue
        down, up = module.down, module.up
        if module.weight.ndim == 4:
            down, up = down.reshape(len(down), *module.weight.shape[1:]), up[:, :, None, None]
        tensors[f"unet.{name}.lora_A.weight"] = down.detach().half().contiguous()
        tensors[f"unet.{name}.lora_B.weight"] = up.detach().half().contiguous()
    return tensors


def from_peft_tensors(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """What `learned` gives, from what `peft_tensors` wrote."""
    parts = {".lora_A.weight": ".down", ".lora_B.weight": ".up"}
    return {
        name.removeprefix("unet.").replace(ending, part): tensor.float().flatten(1)
        for name, tensor in tensors.items()
        for ending, part in parts.items()
        if name.endswith(ending)
    }


@torch.no_grad()
def merge(model: nn.Module, tensors: dict[str, torch.Tensor]) -> None:
    """Adds the changes that `peft_tensors` wrote to the weights of a model without them."""
    for name, module in model.named_modules():
        down, up = (tensors.get(f"unet.{name}.lora_{part}.weight") for part in "AB")
        if down is not None and up is not None:
            module.weight += (up.float().flatten(1) @ down.float().flatten(1)).reshape(module.weight.shape)
