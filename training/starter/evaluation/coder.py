"""The autoencoder alone: how near is a decoded picture to the one that was encoded?"""

import numpy as np
import torch
import torch.nn.functional as F

WINDOW, SIGMA = 11, 1.5


def to_tensor(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] → float [N, 3, H, W] in 0…1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div(255)


def psnr(first: torch.Tensor, second: torch.Tensor) -> float:
    """Mean over pictures [N, 3, H, W] in 0…1, in dB."""
    error = (first - second).square().mean((1, 2, 3)).clamp_min(1e-10)
    return float((-10 * error.log10()).mean())


def ssim(first: torch.Tensor, second: torch.Tensor) -> float:
    """Structural similarity, mean over pictures and channels; Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861."""
    steps = torch.arange(WINDOW) - WINDOW // 2
    line = torch.exp(-steps.square() / (2 * SIGMA**2))
    window = (line[:, None] * line[None] / line.sum() ** 2)[None, None]

    def blur(x):
        return F.conv2d(x.flatten(0, 1)[:, None], window)

    mean_1, mean_2 = blur(first), blur(second)
    var_1, var_2 = blur(first * first) - mean_1**2, blur(second * second) - mean_2**2
    both = blur(first * second) - mean_1 * mean_2
    c1, c2 = 0.01**2, 0.03**2
    score = ((2 * mean_1 * mean_2 + c1) * (2 * both + c2)) / ((mean_1**2 + mean_2**2 + c1) * (var_1 + var_2 + c2))
    return float(score.mean())


@torch.no_grad()
def through(vae, pictures: np.ndarray, batch: int = 4) -> np.ndarray:
    """Pictures encoded (the mean of the posterior) and decoded again, uint8 as they came."""
    found = []
    for start in range(0, len(pictures), batch):
        x = to_tensor(pictures[start : start + batch]) * 2 - 1
        with torch.autocast("cpu", torch.bfloat16):
            y = vae.decode(vae.encode(x).latent_dist.mode()).sample.float()
        found.append(((y / 2 + 0.5).clamp(0, 1) * 255).round().permute(0, 2, 3, 1).numpy().astype(np.uint8))
    return np.concatenate(found)


def coder_figures(vae, pictures: np.ndarray) -> dict:
    before, after = to_tensor(pictures), to_tensor(through(vae, pictures))
    return {"psnr": round(psnr(before, after), 2), "ssim": round(ssim(before, after), 4), "pictures": len(pictures)}
