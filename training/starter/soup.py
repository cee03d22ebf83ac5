"""Average denoisers that were trained on from one another (model soups, Wortsman et al. 2022, https://arxiv.org/abs/2203.05482).

    python -m starter.soup runs/obey/before.pt runs/denoiser/last.pt \\
        ../assets/models/starter/unet/diffusion_pytorch_model.safetensors

What training on plain pictures gives (flat areas) and what obeying gives (styles, details) both stay, and what either
overdoes gets less. The mean replaces the weights in runs/denoiser/last.pt; those stay in runs/denoiser/unmixed.pt. Refuses
where last.pt is such a mean already: it would be mixed in twice, and the unmixed one lost.
"""

import argparse
import pickle
import sys
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

from .denoiser import FOLDER
from .workers import save_whole


def weights_in(path: Path) -> dict[str, torch.Tensor]:
    """Float32 weights of a checkpoint's average, or of a released file. Exits with a message where there are none."""
    try:
        found = load_file(path) if path.suffix == ".safetensors" else torch.load(path, weights_only=True)["average"]
    except (OSError, KeyError, RuntimeError, SafetensorError, pickle.UnpicklingError) as error:
        sys.exit(f"{path} holds no denoiser ({error}): give checkpoints or released weights")
    return {name: tensor.float() for name, tensor in found.items()}


def mean_of(weights: dict[Path, dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Tensor by tensor. Exits with a message where names or shapes differ."""
    first, *others = weights
    shapes = {path: {name: tensor.shape for name, tensor in each.items()} for path, each in weights.items()}
    for path in others:
        if shapes[path] != shapes[first]:
            sys.exit(f"{path} has another architecture than {first}: give denoisers trained on from one another")
    return {name: torch.stack([each[name] for each in weights.values()]).mean(0) for name in weights[first]}


def mix(weights: list[Path], denoiser: Path) -> None:
    """Writes the mean to `denoiser`, and what was there to unmixed.pt beside it. Exits where that is a mean already."""
    if not denoiser.exists():
        sys.exit(f"{denoiser} is missing: run `python -m starter.denoiser` or `starter.from_release` first")
    state = torch.load(denoiser, weights_only=True)
    if state.get("mixed"):
        sys.exit(f"{denoiser} is a mean already: move {denoiser.parent / 'unmixed.pt'} there to mix anew")
    mean = mean_of({path: weights_in(path) for path in weights})
    save_whole(state, denoiser.parent / "unmixed.pt")
    facts = {"seen": state["seen"], "spent": state["spent"], "mixed": True}
    save_whole({"model": mean, "average": mean, **facts}, denoiser)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    arguments = parser.parse_args()
    mix(arguments.weights, FOLDER / "last.pt")


if __name__ == "__main__":
    main()
