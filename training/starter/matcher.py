"""The matcher: pictures into the text encoder's sentence space, so that words and pictures can be compared.

    python -m starter.matcher --to FOLDER      writes config.json and model.safetensors of the trained matcher

RGB [N, 3, 96, 96] in −1…1 → unit vectors [N, 384]; their dot product with a caption's sentence vector (MiniLM's token
states, mean over the mask, unit length) says how well they agree. Convolutions and ReLU only: batch norms are folded
into the convolutions on export, and `config.json` lists every layer in order.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import nn

from .places import RUNS, WIDTH

EDGE = 96  # pixels along one side of what it sees
STEM, WIDTHS, BLOCKS = 32, (64, 160, 288), (1, 2, 2)
FOLDER = RUNS / "matcher"


class Convolution(nn.Sequential):
    """3 × 3 convolution and batch norm; after folding, the convolution with a bias alone."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1):
        super().__init__(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    """x + c₂(ReLU(c₁(x))), then ReLU. [N, C, H, W] → the same."""

    def __init__(self, width: int):
        super().__init__()
        self.first, self.second = Convolution(width, width), Convolution(width, width)
        nn.init.zeros_(self.second[1].weight)  # starts as the identity

    def forward(self, x):
        return F.relu(x + self.second(F.relu(self.first(x))))


class Stage(nn.Module):
    """Halves height and width, then some residual blocks."""

    def __init__(self, inputs: int, width: int, blocks: int):
        super().__init__()
        self.down = Convolution(inputs, width, stride=2)
        self.blocks = nn.ModuleList(Block(width) for _ in range(blocks))

    def forward(self, x):
        x = F.relu(self.down(x))
        for block in self.blocks:
            x = block(x)
        return x


class Matcher(nn.Module):
    """96² → 48² (32) → 24² (64) → 12² (160) → 6² (288) → mean over quarters [N, 288, 2, 2] → linear → unit length."""

    def __init__(self):
        super().__init__()
        self.stem = Convolution(3, STEM, stride=2)
        self.stages = nn.ModuleList(
            Stage(*numbers) for numbers in zip((STEM, *WIDTHS[:-1]), WIDTHS, BLOCKS, strict=True)
        )
        self.head = nn.Linear(WIDTHS[-1] * 4, WIDTH)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """[N, 1152]: the means over the four quarters, channel by channel."""
        x = F.relu(self.stem(x))
        for stage in self.stages:
            x = stage(x)
        return F.avg_pool2d(x, x.shape[-1] // 2).flatten(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.normalize(self.head(self.features(x)).float(), dim=1)


def prepared(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] of any size → float [N, 3, 96, 96] in −1…1 (area mean, as PIL's BOX filter)."""
    small = [np.asarray(Image.fromarray(picture).resize((EDGE, EDGE), Image.BOX)) for picture in pictures]
    return torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float().div(127.5).sub(1)


@torch.no_grad()
def embed(matcher: Matcher, pictures: np.ndarray, batch: int = 32) -> np.ndarray:
    """Unit vectors float32 [N, 384] of uint8 pictures [N, H, W, 3]."""
    found = []
    for start in range(0, len(pictures), batch):
        x = prepared(pictures[start : start + batch]).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            found.append(matcher(x).float().numpy())
    return np.concatenate(found)


def folded(matcher: Matcher) -> dict[str, torch.Tensor]:
    """Weights without batch norms: `name.weight` and `name.bias` for each convolution and the head."""
    weights = {}
    for name, module in matcher.named_modules():
        if isinstance(module, Convolution):
            convolution, norm = module
            factor = norm.weight / (norm.running_var + norm.eps).sqrt()
            weights[f"{name}.weight"] = convolution.weight * factor[:, None, None, None]
            weights[f"{name}.bias"] = norm.bias - norm.running_mean * factor
    weights["head.weight"], weights["head.bias"] = matcher.head.weight, matcher.head.bias
    return {name: value.detach().contiguous() for name, value in weights.items()}


def config() -> dict:
    """Every layer in order, so that an engine can write the graph without reading this file."""
    layers: list[dict] = [{"type": "convolution", "name": "stem", "in": 3, "out": STEM, "stride": 2, "relu": True}]
    for index, (inputs, width, blocks) in enumerate(zip((STEM, *WIDTHS[:-1]), WIDTHS, BLOCKS, strict=True)):
        name = f"stages.{index}"
        layers.append(
            {"type": "convolution", "name": f"{name}.down", "in": inputs, "out": width, "stride": 2, "relu": True}
        )
        layers += [{"type": "residual", "name": f"{name}.blocks.{block}", "width": width} for block in range(blocks)]
    layers.append({"type": "mean-over-quarters", "out": [WIDTHS[-1], 2, 2]})
    layers.append({"type": "linear", "name": "head", "in": WIDTHS[-1] * 4, "out": WIDTH})
    layers.append({"type": "unit-length"})
    return {
        "_class_name": "VersoMatcher",
        "input": {"size": [EDGE, EDGE], "channels": "RGB", "range": [-1, 1], "resize": "area mean"},
        "text": {"encoder": "text_encoder", "pooling": "mean over the attention mask", "length": "unit"},
        "convolution": "3x3, padding 1, weights NAME.weight [out, in, 3, 3] and NAME.bias [out]",
        "residual": "relu(x + NAME.second(relu(NAME.first(x)))), both convolutions with stride 1",
        "mean-over-quarters": "average pooling of [N, 288, 6, 6] with window and stride 3, then flattened channel first",
        "layers": layers,
    }


def export(matcher: Matcher, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    save_file({name: value.half() for name, value in folded(matcher).items()}, to / "model.safetensors")
    (to / "config.json").write_text(json.dumps(config(), indent=2) + "\n")


def run_folded(weights: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """The exported network, layer by layer as `config.json` lists it: the reference for other engines."""

    def convolution(name, x, stride=1):
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], stride, 1)

    for layer in config()["layers"]:
        if layer["type"] == "convolution":
            x = F.relu(convolution(layer["name"], x, layer["stride"]))
        elif layer["type"] == "residual":
            inner = F.relu(convolution(f"{layer['name']}.first", x))
            x = F.relu(x + convolution(f"{layer['name']}.second", inner))
        elif layer["type"] == "mean-over-quarters":
            x = F.avg_pool2d(x, x.shape[-1] // 2).flatten(1)
        elif layer["type"] == "linear":
            x = F.linear(x, weights["head.weight"], weights["head.bias"])
    return F.normalize(x, dim=1)


class Exported(nn.Module):
    """A matcher read from an exported folder; can be called like Matcher."""

    def __init__(self, folder: Path):
        super().__init__()
        if not (folder / "model.safetensors").exists():
            raise FileNotFoundError(f"{folder} holds no matcher: train it (`python -m starter.matcher_train`) first")
        self.weights = {name: value.float() for name, value in load_file(folder / "model.safetensors").items()}

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return run_folded(self.weights, x).float()


def load_trained() -> Matcher:
    file = FOLDER / "last.pt"
    if not file.exists():
        raise FileNotFoundError(f"{file} is missing: run `python -m starter.matcher_train --minutes 30` first")
    matcher = Matcher().eval().requires_grad_(False)
    matcher.load_state_dict(torch.load(file, weights_only=True)["average"])
    return matcher.to(memory_format=torch.channels_last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER / "export")
    arguments = parser.parse_args()
    export(load_trained(), arguments.to)
    print(arguments.to, f"{(arguments.to / 'model.safetensors').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
