"""The matcher: pictures into the text encoder's sentence space, so that words and pictures can be compared.

    python -m starter.matcher --to FOLDER      writes config.json, model.safetensors, words.json and words.safetensors

RGB [N, 3, 64, 64] in −1…1 → unit vectors [N, 384]; their dot product with a caption's sentence vector (MiniLM's token
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

from .backdrops import LANDS
from .places import RUNS, WIDTH
from .plural import article
from .text import load_text, sentences_of
from .world import BACKGROUNDS, CONCEPTS, SETS

EDGE = 64  # pixels along one side of what it sees
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
    """64² → 32² (32) → 16² (64) → 8² (160) → 4² (288) → mean over quarters [N, 288, 2, 2] → linear → unit length."""

    def __init__(self, stem: int = STEM, widths: tuple[int, ...] = WIDTHS, blocks: tuple[int, ...] = BLOCKS):
        super().__init__()
        self.numbers = [*zip((stem, *widths[:-1]), widths, blocks, strict=True)]
        self.stem = Convolution(3, stem, stride=2)
        self.stages = nn.ModuleList(Stage(*numbers) for numbers in self.numbers)
        self.head = nn.Linear(widths[-1] * 4, WIDTH)

    def features(self, x: torch.Tensor) -> torch.Tensor:
        """[N, 1152]: the means over the four quarters, channel by channel."""
        x = F.relu(self.stem(x))
        for stage in self.stages:
            x = stage(x)
        return F.avg_pool2d(x, x.shape[-1] // 2).flatten(1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.normalize(self.head(self.features(x)).float(), dim=1)


def prepared(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] of any size → float [N, 3, 64, 64] in −1…1 (area mean, as PIL's BOX filter)."""
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


def in_eight_bits(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """As they are stored: each `NAME.weight` as int8 and `NAME.weight_scale` float32 [out], whose product it is (rounded
    to nearest, a row's largest number to ±127); biases as float16."""
    stored = {}
    for name, value in weights.items():
        if not name.endswith(".weight"):
            stored[name] = value.half()
            continue
        scale = value.float().abs().flatten(1).amax(1) / 127
        scale[scale == 0] = 1  # a row of zeros
        column = scale.view(-1, *[1] * (value.dim() - 1))
        stored[name] = (value.float() / column).round().clamp(-127, 127).to(torch.int8).contiguous()
        stored[f"{name}_scale"] = scale
    return stored


def read_weights(file: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported file as float32, whether it holds eight-bit numbers with scales or float16."""
    stored = load_file(file)
    weights = {name: value.float() for name, value in stored.items() if not name.endswith("_scale")}
    for name in weights:
        if stored[name].dtype == torch.int8:
            weights[name] *= stored[f"{name}_scale"].view(-1, *[1] * (weights[name].dim() - 1))
    return weights


def layers_of(matcher: Matcher) -> list[dict]:
    """Every layer in order, so that an engine can write the graph without reading this file."""
    stem, last = matcher.numbers[0][0], matcher.numbers[-1][1]
    layers: list[dict] = [{"type": "convolution", "name": "stem", "in": 3, "out": stem, "stride": 2}]
    for index, (inputs, width, blocks) in enumerate(matcher.numbers):
        name = f"stages.{index}"
        layers.append({"type": "convolution", "name": f"{name}.down", "in": inputs, "out": width, "stride": 2})
        layers += [{"type": "residual", "name": f"{name}.blocks.{block}", "width": width} for block in range(blocks)]
    return [*layers, {"type": "mean-over-quarters"}, {"type": "linear", "name": "head", "in": last * 4, "out": WIDTH}]


def config(matcher: Matcher) -> dict:
    return {
        "_class_name": "VersoMatcher",
        "input": {"size": EDGE, "channels": "RGB", "range": [-1, 1], "resize": "area mean"},
        "text": {"encoder": "text_encoder", "pooling": "mean over the attention mask", "length": "unit"},
        "about": {
            "convolution": "relu of a 3x3 convolution, padding 1, weights NAME.weight [out, in, 3, 3], NAME.bias [out]",
            "residual": "relu(x + NAME.second(relu(NAME.first(x)))), both 3x3 convolutions with padding 1 and stride 1",
            "mean-over-quarters": "average pooling [n, c, h, w] to [n, c, 2, 2], flattened channel first",
            "linear": "x times NAME.weight [out, in] transposed, plus NAME.bias",
            "weights": "NAME.weight is int8, to be multiplied by NAME.weight_scale [out]; or float16 without a scale",
            "result": "the last layer's rows, divided by their length",
        },
        "layers": layers_of(matcher),
    }


def words() -> dict:
    """What a picture can be described with: phrases to compare it with."""
    bare = {word for concept in CONCEPTS for word in concept.bare}
    return {
        "things": [
            word if word in bare else f"{article(word)} {word}" for concept in CONCEPTS for word in concept.words[:1]
        ],
        "styles": {name: wordings[0] for name, wordings in SETS.items()},
        "backgrounds": {name: f"on {article(name)} {name} background" for name in BACKGROUNDS},
        "places": {name: wordings[0] for name, wordings in LANDS.items()},
    }


def phrase_vectors(text) -> dict[str, torch.Tensor]:
    """The vectors of the phrases in `words`, in their order: float16 [P, 384] by kind."""
    listed = {kind: list(found.values()) if isinstance(found, dict) else found for kind, found in words().items()}
    return {kind: sentences_of(phrases, *text).half() for kind, phrases in listed.items()}


def export(matcher: Matcher, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    save_file(in_eight_bits(folded(matcher)), to / "model.safetensors")
    (to / "config.json").write_text(json.dumps(config(matcher), indent=2) + "\n")
    (to / "words.json").write_text(json.dumps(words(), indent=2) + "\n")
    save_file(phrase_vectors(load_text()), to / "words.safetensors")
    for file in to.glob("*.safetensors"):
        file.chmod(0o644)


def run_layers(layers: list[dict], weights: dict[str, torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """The exported network, layer by layer as its `config.json` lists it: the reference for other engines."""

    def convolution(name: str, x: torch.Tensor, stride: int = 1) -> torch.Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], stride, 1)

    for layer in layers:
        if layer["type"] == "convolution":
            x = F.relu(convolution(layer["name"], x, layer["stride"]))
        elif layer["type"] == "residual":
            inner = F.relu(convolution(f"{layer['name']}.first", x))
            x = F.relu(x + convolution(f"{layer['name']}.second", inner))
        elif layer["type"] == "mean-over-quarters":
            x = F.avg_pool2d(x, x.shape[-1] // 2).flatten(1)
        elif layer["type"] == "linear":
            x = F.linear(x, weights[f"{layer['name']}.weight"], weights[f"{layer['name']}.bias"])
    return F.normalize(x, dim=1)


class Exported(nn.Module):
    """A matcher read from an exported folder; can be called like Matcher."""

    def __init__(self, folder: Path):
        super().__init__()
        if not (folder / "model.safetensors").exists():
            raise FileNotFoundError(f"{folder} holds no matcher: train it (`python -m starter.matcher_train`) first")
        self.weights = read_weights(folder / "model.safetensors")
        self.layers = json.loads((folder / "config.json").read_text())["layers"]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return run_layers(self.layers, self.weights, x).float()


def load_trained() -> Matcher | Exported:
    """The matcher that was trained here, else the released one (`starter.from_release`)."""
    file = FOLDER / "last.pt"
    if not file.exists():
        return Exported(FOLDER / "export")
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
