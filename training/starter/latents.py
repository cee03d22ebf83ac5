"""Fold the latents' statistics into the autoencoder, then cache latents and token states of composed scenes.

    python -m starter.latents --fold                  once, when the autoencoder is finished
    python -m starter.latents --shards 0 4 [--first]  scenes of shards 0, 1, 2, 3 (each with its own seed)
    python -m starter.latents --held-out [--first]    scenes for the validation loss

A shard holds latents float16 [2000, 8, 16, 16], token states float16 [M, 32, 384] of its M different captions, and for
each scene the indices of two captions.
"""

import argparse
import json

import numpy as np
import torch

from .autoencoder import to_tensor
from .networks import make_autoencoder
from .places import LATENT, PICTURE, RUNS
from .scenes import Art, caption_of, compose
from .text import cached_states, load_text

SCENES, WORDINGS, BATCH = 2000, 2, 8
FOLDER = RUNS / "latents"


def whitening(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean [8] and matrix [8, 8] after which cells [N, 8] have mean 0 and covariance 1.

    The denoiser's loss weighs every direction by its variance; without this, colours that the autoencoder keeps in
    directions of small variance would hardly be learned.
    """
    values, vectors = np.linalg.eigh(np.cov(cells.T))
    print("variance along the principal directions", values.round(4))
    return cells.mean(0), (vectors / np.sqrt(values)).T


@torch.no_grad()
def fold(model, mean: torch.Tensor, matrix: torch.Tensor) -> None:
    """Changes the 1×1 convolutions so that they give and take whitened latents (then scaling_factor is 1).

    The posterior isn't diagonal any more; its deviation is set to a constant e⁻⁵, so that a sample is nearly the mode.
    """
    channels = len(mean)
    weight, bias = model.quant_conv.weight, model.quant_conv.bias
    weight[:channels] = (matrix @ weight[:channels, :, 0, 0])[:, :, None, None]
    bias[:channels] = matrix @ (bias[:channels] - mean)
    weight[channels:] = 0
    bias[channels:] = -10
    back = model.post_quant_conv
    back.bias += back.weight[:, :, 0, 0] @ mean
    back.weight.copy_((back.weight[:, :, 0, 0] @ torch.linalg.inv(matrix))[:, :, None, None])


def fit_preview(latents: np.ndarray, pictures: np.ndarray) -> dict:
    """Least squares from a latent cell to its mean RGB in 0…1: `rgb = matrix · latent + bias`."""
    cells = latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1])
    step = PICTURE // LATENT
    means = pictures.reshape(-1, LATENT, step, LATENT, step, 3).mean((2, 4)).reshape(-1, 3) / 255
    padded = np.concatenate([cells, np.ones((len(cells), 1))], 1)
    solution, *_ = np.linalg.lstsq(padded, means, rcond=None)
    error = float(np.sqrt(((padded @ solution - means) ** 2).mean()))
    return {
        "matrix": np.round(solution[:-1].T, 5).tolist(),
        "bias": np.round(solution[-1], 5).tolist(),
        "rootMeanSquareError": round(error, 4),
    }


def encoder_of(model):
    model = model.to(memory_format=torch.channels_last).eval().requires_grad_(False)
    channels = model.config.latent_channels

    def encode(x):
        return model.quant_conv(model.encoder(x))[:, :channels].float()

    def run(pictures: np.ndarray) -> np.ndarray:
        x = to_tensor(pictures).contiguous(memory_format=torch.channels_last)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            return encode(x).numpy()

    return run


def cache(art: Art, seed: int, count: int, name: str, encode, text) -> None:
    rng = np.random.default_rng(1000 + seed)
    latents, captions = [], []
    for _ in range(count // BATCH):
        made = [compose(art, rng) for _ in range(BATCH)]
        latents.append(encode(np.stack([picture for picture, _ in made])).astype(np.float16))
        captions += [[caption_of(scene, rng) for _ in range(WORDINGS)] for _, scene in made]
    different = sorted({caption for pair in captions for caption in pair})
    index = {caption: position for position, caption in enumerate(different)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / f"{name}.partial"
    target.mkdir(exist_ok=True)
    np.save(target / "latents.npy", np.concatenate(latents))
    np.save(target / "captions.npy", np.array([[index[caption] for caption in pair] for pair in captions]))
    np.save(target / "states.npy", cached_states(different, *text))
    (target / "captions.json").write_text(json.dumps(different))
    target.rename(FOLDER / name)
    print(name, count, "scenes", len(different), "captions", flush=True)


def fold_now() -> None:
    model = make_autoencoder()
    model.load_state_dict(torch.load(RUNS / "autoencoder" / "last.pt", weights_only=True)["model"])
    art, rng = Art(), np.random.default_rng(3)
    pictures = np.stack([compose(art, rng)[0] for _ in range(256)])
    encode = encoder_of(model)
    latents = np.concatenate([encode(pictures[start : start + BATCH]) for start in range(0, len(pictures), BATCH)])
    mean, matrix = whitening(latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1]).astype(np.float64))
    fold(model, torch.from_numpy(mean).float(), torch.from_numpy(matrix).float())
    torch.save(model.state_dict(), RUNS / "autoencoder" / "folded.pt")
    scaled = np.einsum("ij,njhw->nihw", matrix, latents - mean[None, :, None, None])
    check = encode(pictures[:BATCH])  # the same model, now folded
    print("largest difference of folded latents", np.abs(check - scaled[:BATCH]).max())
    preview = fit_preview(scaled, pictures)
    (RUNS / "autoencoder" / "preview.json").write_text(json.dumps(preview))
    print(preview)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fold", action="store_true")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--first", action="store_true", help="only the concepts of the first stage")
    parser.add_argument("--shards", type=int, nargs=2, default=(0, 0))
    arguments = parser.parse_args()
    if arguments.fold:
        fold_now()
    torch.set_num_threads(1)
    model, text = make_autoencoder(), load_text()
    model.load_state_dict(torch.load(RUNS / "autoencoder" / "folded.pt", weights_only=True))
    encode = encoder_of(model)
    if arguments.held_out:
        cache(Art(held_out=True, first=arguments.first), 900, 128, "held-out", encode, text)
        cache(Art(first=arguments.first), 901, 128, "seen-things", encode, text)
        np.save(FOLDER / "empty.npy", cached_states([""], *text)[0])
    for shard in range(*arguments.shards):
        if not (FOLDER / f"shard-{shard:03}").exists():
            cache(Art(first=arguments.first), shard, SCENES, f"shard-{shard:03}", encode, text)


if __name__ == "__main__":
    main()
