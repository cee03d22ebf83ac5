"""Average denoisers that were trained on from one another (model soups, Wortsman et al. 2022, https://arxiv.org/abs/2203.05482).

    python -m starter.soup runs/obey/before.pt runs/denoiser/last.pt \\
        ../assets/models/starter/unet/diffusion_pytorch_model.safetensors

What training on plain pictures gives (flat areas) and what obeying gives (styles, details) both stay, and what either
overdoes is halved. The mean replaces the weights in runs/denoiser/last.pt; those stay in runs/denoiser/unmixed.pt.
"""

import argparse
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file

from .denoiser import FOLDER
from .workers import save_whole


def weights_in(path: Path) -> dict[str, torch.Tensor]:
    """Float32 weights of a checkpoint's average, or of a released file. Exits with a message where there are none."""
    try:
        found = load_file(path) if path.suffix == ".safetensors" else torch.load(path, weights_only=True)["average"]
    except (OSError, KeyError) as error:
        sys.exit(f"{path} holds no denoiser ({error}): give checkpoints or released weights")
    return {name: tensor.float() for name, tensor in found.items()}


def mean_of(weights: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Tensor by tensor. Raises ValueError where names or shapes differ."""
    shapes = [{name: tensor.shape for name, tensor in each.items()} for each in weights]
    if any(each != shapes[0] for each in shapes):
        raise ValueError(
            "the denoisers differ in their architecture: only those trained on from one another can be averaged"
        )
    return {name: torch.stack([each[name] for each in weights]).mean(0) for name in weights[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    arguments = parser.parse_args()
    mean = mean_of([weights_in(path) for path in arguments.weights])
    state = torch.load(FOLDER / "last.pt", weights_only=True)
    save_whole(state, FOLDER / "unmixed.pt")
    save_whole({"model": mean, "average": mean, "seen": state["seen"], "spent": state["spent"]}, FOLDER / "last.pt")


if __name__ == "__main__":
    main()
