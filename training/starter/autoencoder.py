"""Train the autoencoder: 256² pictures ↔ 16×16×8 latents.

    python -m starter.autoencoder --minutes 30

Resumes from runs/autoencoder/last.pt. The learning rate falls as a cosine to 0 over the minutes spent training.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from .compiled import compiled
from .log import Log
from .networks import make_autoencoder
from .places import RUNS
from .scenes import Art, compose
from .workers import Shared, in_parallel

FOLDER = RUNS / "autoencoder"
BATCH, PEAK_RATE, KL_WEIGHT = 6, 1.4e-3, 1e-4
COMPILE = False  # about 1.4 times as fast, after minutes of compiling
SMALL, LARGE, SMALL_SHARE = 64, 128, 1.0  # many quick steps first, then crops with more context


def to_tensor(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] → float [N, 3, H, W] in −1…1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float().div(127.5).sub(1)


def crops(art: Art, rng: np.random.Generator, size: int) -> torch.Tensor:
    """A batch of crops, several from each new scene."""
    taken, each = [], 2
    for _ in range(BATCH // each):
        picture, _scene = compose(art, rng)
        for x, y in rng.integers(0, picture.shape[0] - size + 1, (each, 2)):
            taken.append(picture[y : y + size, x : x + size])
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
        large = F.avg_pool2d(error, 4)  # colours of areas; green against magenta is learned last, so it counts more
        green = large[:, 1] - (large[:, 0] + large[:, 2]) / 2
        colour = large.abs().mean() + 2 * green.abs().mean() + 4 * green.square().mean()
        edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
        kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
        return l1 + error.square().mean() + 0.5 * edges + colour + KL_WEIGHT * kl, l1, kl

    return compute


def rate_at(seen: int, share: float) -> float:
    return PEAK_RATE * min(1, (seen + BATCH) / (100 * BATCH)) * 0.5 * (1 + math.cos(math.pi * min(1, share)))


def work(rank: int, shared: Shared, limit: float) -> None:
    model = shared.model
    while COMPILE and rank and shared.steps < 1:
        time.sleep(1)  # the first worker compiles; the others then find the result in the cache
    rng = np.random.default_rng([rank, int(shared.seen)])
    art, held_out, log = Art(), held_out_pictures(), Log(FOLDER / "log.jsonl")
    optimiser = torch.optim.AdamW(model.parameters(), PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    compute = compiled(losses(model)) if COMPILE else losses(model)
    last = last_log = last_save = time.time()
    recent, steps, logged = [], 0, int(shared.seen)
    while shared.spent < limit:
        for group in optimiser.param_groups:
            group["lr"] = rate_at(int(shared.seen), float(shared.spent) / limit) * min(1, (steps + 1) / 50)
        size = SMALL if shared.spent < SMALL_SHARE * limit else LARGE
        x = crops(art, rng, size)
        with torch.autocast("cpu", torch.bfloat16):
            loss, l1, kl = compute(x, torch.randn(BATCH, model.config.latent_channels, size // 16, size // 16))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        shared.seen += BATCH
        steps += 1
        if rank:
            continue
        shared.steps += 1
        recent.append((loss.item(), l1.item(), kl.item()))
        now = time.time()
        shared.spent += now - last if steps > 2 else 0  # the first steps compile
        last, seen = now, int(shared.seen)
        facts = {"seen": seen, "spent": round(float(shared.spent))}
        if now - last_log > 30:
            means = np.mean(recent, 0).round(5).tolist()
            speed = round((seen - logged) / (now - last_log), 1)
            log.write(**facts, size=size, loss=means[0], l1=means[1], kl=means[2], per_second=speed)
            recent, last_log, logged = [], now, seen
        if now - last_save > 120:
            save(shared)
            log.write(**facts, psnr=round(psnr(model, held_out[:12]), 2))
            last_save = time.time()
    if rank == 0:
        save(shared)
        log.write(
            seen=int(shared.seen), spent=round(float(shared.spent)), psnr=round(psnr(model, held_out), 2), done=True
        )


def save(shared: Shared) -> None:
    state = {"model": shared.model.state_dict(), "seen": int(shared.seen), "spent": float(shared.spent)}
    torch.save(state, FOLDER / "last.tmp")
    (FOLDER / "last.tmp").rename(FOLDER / "last.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    model, seen, spent = make_autoencoder().to(memory_format=torch.channels_last), 0, 0.0
    with torch.no_grad():  # start almost without noise, or the decoder learns to ignore the latents
        model.quant_conv.weight[model.config.latent_channels :] = 0
        model.quant_conv.bias[model.config.latent_channels :] = -8
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        seen, spent = state["seen"], state["spent"]
    in_parallel(work, Shared(model, seen, spent), arguments.minutes * 60)


if __name__ == "__main__":
    main()
