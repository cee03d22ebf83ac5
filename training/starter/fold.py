"""Fold the latents' statistics into the autoencoder and fit the preview; once, when the autoencoder is finished.

    python -m starter.fold

Reads runs/autoencoder/last.pt (the average), writes folded.pt and preview.json beside it. From then on the encoder must
not change, or every cached latent and the denoiser are of no use any more; the decoder may (starter/decoder.py).
"""

import json

import numpy as np
import torch

from .autoencoder import FOLDER, psnr, to_tensor
from .networks import make_autoencoder
from .places import LATENT, PICTURE
from .pool import open_held_out, open_pool

PICTURES, BATCH = 384, 8
EVENNESS = 0.5  # 0: variances stay in proportion, 1: all directions get variance 1


def whitening(cells: np.ndarray, evenness: float = EVENNESS) -> tuple[np.ndarray, np.ndarray]:
    """The mean [C] and matrix [C, C] after which cells [N, C] have mean 0, no correlation, and mean variance 1.

    A direction's variance λ becomes λ^(1 − evenness), in proportion. The denoiser's loss weighs every direction by its
    variance: unchanged, colours that the autoencoder keeps in directions of small variance would hardly be learned;
    all alike, the finest detail would count as much as the colour of areas.
    """
    values, vectors = np.linalg.eigh(np.cov(cells.T))
    print("variance along the principal directions", values.round(4))
    scale = values ** (-evenness / 2)
    scale /= np.sqrt((values * scale**2).mean())
    return cells.mean(0), (vectors * scale).T


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
    """A function from uint8 pictures [N, 256, 256, 3] to the means of their latents, float32 [N, C, 32, 32]."""
    model = model.to(memory_format=torch.channels_last).eval().requires_grad_(False)
    channels = model.config.latent_channels

    def run(pictures: np.ndarray) -> np.ndarray:
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            return model.quant_conv(model.encoder(to_tensor(pictures)))[:, :channels].float().numpy()

    return run


def folded() -> torch.nn.Module:
    path = FOLDER / "folded.pt"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run `python -m starter.fold` after `starter.autoencoder`")
    model = make_autoencoder()
    model.load_state_dict(torch.load(path, weights_only=True))
    return model


def main() -> None:
    torch.set_num_threads(1)
    model = make_autoencoder()
    model.load_state_dict(torch.load(FOLDER / "last.pt", weights_only=True)["average"])
    pictures, held_out = open_pool()[:PICTURES], open_held_out()
    encode = encoder_of(model)
    before = psnr(model, held_out)
    latents = np.concatenate([encode(pictures[start : start + BATCH]) for start in range(0, len(pictures), BATCH)])
    mean, matrix = whitening(latents.transpose(0, 2, 3, 1).reshape(-1, latents.shape[1]).astype(np.float64))
    fold(model, torch.from_numpy(mean).float(), torch.from_numpy(matrix).float())
    print("held out, dB before and after", round(before, 2), round(psnr(model, held_out), 2))
    torch.save(model.state_dict(), FOLDER / "folded.pt")
    scaled = np.einsum("ij,njhw->nihw", matrix, latents - mean[None, :, None, None])
    print("largest difference of folded latents", np.abs(encode(pictures[:BATCH]) - scaled[:BATCH]).max())
    preview = fit_preview(scaled, pictures)
    (FOLDER / "preview.json").write_text(json.dumps(preview))
    print(preview)


if __name__ == "__main__":
    main()
