"""Train the autoencoder: 256² pictures ↔ 16×16×8 latents.

    python -m starter.autoencoder --minutes 30

Resumes from runs/autoencoder/last.pt. The learning rate falls as a cosine to 0 over the minutes spent training.
"""

import argparse
import math
import time

import numpy as np
import torch

from .compiled import compiled
from .log import Log
from .networks import make_autoencoder
from .places import RUNS
from .scenes import Art, compose

FOLDER = RUNS / "autoencoder"
CROP, BATCH, PEAK_RATE, KL_WEIGHT = 128, 16, 1e-3, 1e-4


def to_tensor(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] → float [N, 3, H, W] in −1…1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def crops(art: Art, rng: np.random.Generator) -> torch.Tensor:
    """A batch of crops, two from each new scene."""
    taken = []
    for _ in range(BATCH // 2):
        picture, _scene = compose(art, rng)
        for x, y in rng.integers(0, picture.shape[0] - CROP + 1, (2, 2)):
            taken.append(picture[y : y + CROP, x : x + CROP])
    return to_tensor(np.stack(taken)).contiguous(memory_format=torch.channels_last)


def psnr(model, pictures: np.ndarray) -> float:
    """Mean PSNR in dB over uint8 pictures [N, 256, 256, 3], decoded from the latents' means and clipped."""
    values = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pictures), 8):
            x = to_tensor(pictures[start : start + 8])
            y = model.decode(model.encode(x).latent_dist.mode()).sample.float().clamp(-1, 1)
            error = ((x - y) / 2).square().mean((1, 2, 3))
            values.append(-10 * error.clamp_min(1e-10).log10())
    return torch.cat(values).mean().item()


def held_out_pictures(count: int = 48) -> np.ndarray:
    art, rng = Art(held_out=True), np.random.default_rng(7)
    return np.stack([compose(art, rng)[0] for _ in range(count)])


def losses(model):
    def compute(x, noise):
        mean, log_variance = model.quant_conv(model.encoder(x)).float().chunk(2, 1)
        log_variance = log_variance.clamp(-30, 20)
        z = mean + noise * torch.exp(0.5 * log_variance)
        y = model.decoder(model.post_quant_conv(z)).float()
        l1 = (x - y).abs().mean()
        error = x - y
        edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
        kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        return l1 + error.square().mean() + 0.5 * edges + KL_WEIGHT * kl, l1, kl

    return compute


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = Log(FOLDER / "log.jsonl")
    model = make_autoencoder().to(memory_format=torch.channels_last)
    with torch.no_grad():  # start almost without noise, or the decoder learns to ignore the latents
        model.quant_conv.weight[model.config.latent_channels :] = 0
        model.quant_conv.bias[model.config.latent_channels :] = -8
    optimiser = torch.optim.AdamW(model.parameters(), PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    seen, spent = 0, 0.0
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        seen, spent = state["seen"], state["spent"]

    def save() -> None:
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "seen": seen, "spent": spent}
        torch.save(state, FOLDER / "last.tmp")
        (FOLDER / "last.tmp").rename(FOLDER / "last.pt")

    art, rng, held_out = Art(), np.random.default_rng(seen), held_out_pictures()
    compute = compiled(losses(model))
    last, last_log, last_save, recent, steps = time.time(), time.time(), time.time(), [], 0
    limit = arguments.minutes * 60
    while spent < limit:
        rate = (
            PEAK_RATE * min(1, (seen + BATCH) / (100 * BATCH)) * 0.5 * (1 + math.cos(math.pi * min(1, spent / limit)))
        )
        for group in optimiser.param_groups:
            group["lr"] = rate
        x = crops(art, rng)
        with torch.autocast("cpu", torch.bfloat16):
            loss, l1, kl = compute(x, torch.randn(BATCH, model.config.latent_channels, CROP // 16, CROP // 16))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        seen += BATCH
        recent.append((loss.item(), l1.item(), kl.item()))
        now = time.time()
        steps += 1
        spent, last = spent + (now - last if steps > 2 else 0), now  # the first steps compile
        if now - last_log > 20:
            means = np.mean(recent, 0).round(5).tolist()
            speed = round(len(recent) * BATCH / (now - last_log), 1)
            log.write(
                seen=seen, spent=round(spent), rate=rate, loss=means[0], l1=means[1], kl=means[2], per_second=speed
            )
            recent, last_log = [], now
        if now - last_save > 240:
            save()
            log.write(seen=seen, spent=round(spent), psnr=round(psnr(model, held_out), 2))
            last_save = time.time()
    save()
    log.write(seen=seen, spent=round(spent), psnr=round(psnr(model, held_out), 2), done=True)


if __name__ == "__main__":
    main()
