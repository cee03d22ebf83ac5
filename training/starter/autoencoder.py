"""Train the autoencoder: 256² pictures ↔ latents [6, 32, 32].

    python -m starter.autoencoder --minutes 45

Reads the pool (starter/pool.py). Resumes from runs/autoencoder/last.pt, written every two minutes. The learning rate
falls as a cosine to 0 over the minutes spent training; the last fifth of them sees whole pictures instead of crops,
because group normalisation looks at all of a picture. What later stages take is the running average of the weights.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from .beginning import carry_colours
from .log import Log
from .muon import Muon
from .networks import make_autoencoder
from .places import PICTURE, RUNS
from .pool import open_held_out, open_pool
from .workers import Shared, in_parallel, save_whole

FOLDER = RUNS / "autoencoder"
PEAK_RATE, KL_WEIGHT, AVERAGE = 1.5e-3, 1e-4, 0.998
STAGES = ((0.8, 128, 4), (1.0, PICTURE, 1))  # up to this share of the time: crops' size, batch


def to_tensor(pictures: np.ndarray) -> torch.Tensor:
    """uint8 [N, H, W, 3] → float [N, 3, H, W] in −1…1, channels last."""
    x = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float().div(127.5).sub(1)
    return x.contiguous(memory_format=torch.channels_last)


def crops(pool: np.ndarray, rng: np.random.Generator, size: int, count: int) -> torch.Tensor:
    """Random crops of random pictures, half of them mirrored: float [count, 3, size, size]."""
    taken = []
    for _ in range(count):
        y, x = rng.integers(0, PICTURE - size + 1, 2)
        crop = pool[rng.integers(0, len(pool)), y : y + size, x : x + size]
        taken.append(crop[:, ::-1] if rng.random() < 0.5 else crop)
    return to_tensor(np.stack(taken))


def psnr(model, pictures: np.ndarray) -> float:
    """Mean PSNR in dB over uint8 pictures [N, 256, 256, 3], decoded from the latents' means and clipped."""
    values = []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pictures), 4):
            x = to_tensor(pictures[start : start + 4])
            y = model.decode(model.encode(x).latent_dist.mode()).sample.float().clamp(-1, 1)
            error = ((x - y) / 2).square().mean((1, 2, 3))
            values.append(-10 * error.clamp_min(1e-10).log10())
    return torch.cat(values).mean().item()


def difference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """What the decoded y [N, 3, H, W] lacks of x: pixels, edges, and the mean colours of 4 × 4 areas.

    Green against magenta is learned last, so it counts more.
    """
    error = x - y
    large = F.avg_pool2d(error, 4)
    green = large[:, 1] - (large[:, 0] + large[:, 2]) / 2
    colour = large.abs().mean() + 2 * green.abs().mean() + 4 * green.square().mean()
    edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    return error.abs().mean() + 4 * error.square().mean() + 0.5 * edges + colour


def losses(model, x: torch.Tensor):
    """The loss, the squared error and the latents' divergence from a normal distribution."""
    mean, log_variance = model.quant_conv(model.encoder(x)).float().chunk(2, 1)
    log_variance = log_variance.clamp(-30, 20)
    z = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
    y = model.decoder(model.post_quant_conv(z)).float()
    kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()
    return difference(x, y) + KL_WEIGHT * kl, (x - y).square().mean(), kl


def rate_at(steps: int, share: float) -> float:
    return PEAK_RATE * min(1, (steps + 1) / 60) * 0.5 * (1 + math.cos(math.pi * min(1, share)))


def update_average(average, model, steps: int, longest: float = AVERAGE) -> None:
    keep = min(longest, (1 + steps) / (10 + steps))
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)


class Chief:
    """What the first worker does beside training: average, log, measure, save."""

    def __init__(self, shared: Shared, average, optimiser: Muon):
        self.shared, self.average, self.optimiser = shared, average, optimiser
        self.held_out, self.log = open_held_out(), Log(FOLDER / "log.jsonl")
        self.last = self.last_log = self.last_save = time.time()
        self.recent, self.logged, self.steps = [], int(shared.seen), int(shared.seen) // 1000

    def facts(self) -> dict:
        return {"seen": int(self.shared.seen), "spent": round(float(self.shared.spent))}

    def after_step(self, values: tuple, size: int) -> None:
        self.steps += 1
        update_average(self.average, self.shared.model, self.steps)
        self.recent.append(values)
        now = time.time()
        self.shared.spent += now - self.last
        self.last = now
        if now - self.last_log > 30:
            loss, error, kl = np.mean(self.recent, 0).round(5).tolist()
            speed = round((int(self.shared.seen) - self.logged) / (now - self.last_log), 1)
            self.log.write(**self.facts(), size=size, loss=loss, mse=error, kl=kl, per_second=speed)
            self.recent, self.last_log, self.logged = [], now, int(self.shared.seen)
        if now - self.last_save > 120:
            self.keep()
            self.log.write(**self.facts(), psnr=round(psnr(self.average, self.held_out[:12]), 2))
            self.last = self.last_save = time.time()

    def keep(self) -> None:
        state = {"model": self.shared.model.state_dict(), "average": self.average.state_dict()}
        save_whole(state | {"optimiser": self.optimiser.state_dict()} | self.exact(), FOLDER / "last.pt")

    def exact(self) -> dict:
        return {"seen": int(self.shared.seen), "spent": float(self.shared.spent)}


def work(rank: int, shared: Shared, average, optimiser_state: dict | None, limit: float) -> None:
    model, pool = shared.model, open_pool()
    rng = np.random.default_rng([rank, int(shared.seen)])
    optimiser = Muon(model.parameters())
    if optimiser_state:
        optimiser.load_state_dict(optimiser_state)
    chief = Chief(shared, average, optimiser) if rank == 0 else None
    steps = 0
    while shared.spent < limit:
        share = float(shared.spent) / limit
        size, count = next((size, count) for until, size, count in STAGES if share < until)
        with torch.autocast("cpu", torch.bfloat16):
            loss, error, kl = losses(model, crops(pool, rng, size, count))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(rate_at(steps, share))
        shared.seen += count * (size // 64) ** 2  # counted in crops of 64²
        steps += 1
        if chief:
            chief.after_step((loss.item(), error.item(), kl.item()), size)
    if chief:
        chief.keep()
        chief.log.write(**chief.facts(), psnr=round(psnr(average, chief.held_out), 2), done=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="of training in all, earlier runs counted in")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    model, average, state = make_autoencoder(), make_autoencoder().eval().requires_grad_(False), {}
    carry_colours(model)
    average.load_state_dict(model.state_dict())
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
    model, average = (network.to(memory_format=torch.channels_last) for network in (model, average))
    shared = Shared(model, state.get("seen", 0), state.get("spent", 0.0))
    in_parallel(work, shared, average, state.get("optimiser"), arguments.minutes * 60)


if __name__ == "__main__":
    main()
