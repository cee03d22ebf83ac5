"""Train the denoiser on cached latents and token states.

    python -m starter.denoiser --minutes 80

Resumes from runs/denoiser/last.pt; takes up new shards as they appear; exports to runs/export-latest every 20 minutes.
Objective: squared error of v under the zero-terminal-SNR schedule, timesteps drawn logit-normally with some uniform and
some at the last one (where the picture's large colours are decided). The rate is constant, then falls over the last 35 %.
"""

import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F

from .compiled import compiled
from .latents import FOLDER as SHARDS
from .log import Log
from .networks import make_denoiser, make_scheduler
from .places import RUNS

FOLDER = RUNS / "denoiser"
BATCH, PEAK_RATE, WARM_UP, DROPOUT, AVERAGE = 32, 6e-4, 300, 0.1, 0.9995
BUCKETS = (999, 900, 700, 500, 300, 100)


class Shards:
    """Random batches over all shards on disk, memory-mapped."""

    def __init__(self):
        self.names, self.parts = [], []
        self.empty = np.load(SHARDS / "empty.npy")
        self.refresh()

    def refresh(self) -> None:
        for folder in sorted(SHARDS.glob("shard-???")):
            if folder.name not in self.names:
                self.names.append(folder.name)
                self.parts.append(load_shard(folder))

    def batch(self, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        latents, states = [], []
        for part in rng.integers(0, len(self.parts), BATCH):
            all_latents, all_captions, all_states = self.parts[part]
            scene = rng.integers(0, len(all_latents))
            latents.append(all_latents[scene])
            dropped = rng.random() < DROPOUT
            states.append(self.empty if dropped else all_states[all_captions[scene, rng.integers(0, 2)]])
        return torch.from_numpy(np.stack(latents)).float(), torch.from_numpy(np.stack(states)).bfloat16()


def load_shard(folder):
    files = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("latents", "captions", "states"))
    return tuple(files)


class Diffusion:
    """x_t = α x + σ ε and v = α ε − σ x for the scheduler's 1,000 timesteps."""

    def __init__(self):
        cumulative = make_scheduler().alphas_cumprod
        self.alpha, self.sigma = cumulative.sqrt(), (1 - cumulative).sqrt()

    def noisy(self, x, noise, t):
        alpha, sigma = self.alpha[t][:, None, None, None], self.sigma[t][:, None, None, None]
        return alpha * x + sigma * noise, alpha * noise - sigma * x

    def timesteps(self, count: int) -> torch.Tensor:
        kind = torch.rand(count)
        middle = (torch.sigmoid(torch.randn(count)) * 1000).long().clamp(0, 999)
        t = torch.where(kind < 0.15, torch.randint(0, 1000, (count,)), middle)
        return torch.where(kind > 0.95, torch.full_like(t, 999), t)


@torch.no_grad()
def validate(model, diffusion: Diffusion, name: str) -> dict:
    """Mean squared error of v per timestep on a fixed set with fixed noise."""
    latents, captions, states = load_shard(SHARDS / name)
    x, context = torch.from_numpy(latents[:96]).float(), torch.from_numpy(states[captions[:96, 0]]).float()
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(5))
    result = {}
    for t in BUCKETS:
        noisy, v = diffusion.noisy(x, noise, torch.full((len(x),), t))
        with torch.autocast("cpu", torch.bfloat16):
            guess = model(noisy, torch.full((len(x),), t), context).sample
        result[str(t)] = round(F.mse_loss(guess.float(), v).item(), 4)
    result["mean"] = round(sum(result.values()) / len(result), 4)
    return result


def rate_at(seen: int, share: float) -> float:
    warm = min(1.0, seen / (WARM_UP * BATCH))
    fall = 1.0 if share < 0.65 else max(0.03, 1 - (share - 0.65) / 0.35)
    return PEAK_RATE * warm * fall


class Training:
    def __init__(self):
        torch.manual_seed(0)
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.model = make_denoiser().to(memory_format=torch.channels_last)
        self.average = make_denoiser().eval().requires_grad_(False)
        self.average.load_state_dict(self.model.state_dict())
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), PEAK_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True
        )
        self.seen, self.spent = 0, 0.0
        if (FOLDER / "last.pt").exists():
            state = torch.load(FOLDER / "last.pt", weights_only=True)
            self.model.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.seen, self.spent = state["seen"], state["spent"]
        torch.manual_seed(self.seen)

    def save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "seen": self.seen,
            "spent": self.spent,
        }
        torch.save(state, FOLDER / "last.tmp")
        (FOLDER / "last.tmp").rename(FOLDER / "last.pt")

    @torch.no_grad()
    def update_average(self) -> None:
        steps = self.seen / BATCH
        keep = min(AVERAGE, (1 + steps) / (10 + steps))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - keep)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=80, help="of training in all, earlier runs counted in")
    parser.add_argument("--export-every", type=float, default=20, help="minutes")
    arguments = parser.parse_args()
    training, diffusion, shards, log = Training(), Diffusion(), Shards(), Log(FOLDER / "log.jsonl")
    model, rng = training.model, np.random.default_rng(training.seen)

    def compute(noisy, t, context, v):
        return F.mse_loss(model(noisy, t, context, return_dict=False)[0].float(), v)

    compute = compiled(compute)
    limit, steps, recent = arguments.minutes * 60, 0, []
    last = last_log = last_save = last_export = time.time()
    while training.spent < limit:
        rate = rate_at(training.seen, training.spent / limit)
        for group in training.optimiser.param_groups:
            group["lr"] = rate
        x, context = shards.batch(rng)
        t = diffusion.timesteps(BATCH)
        noisy, v = diffusion.noisy(x, torch.randn_like(x), t)
        with torch.autocast("cpu", torch.bfloat16):
            loss = compute(noisy.contiguous(memory_format=torch.channels_last), t, context, v)
        training.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        training.optimiser.step()
        training.update_average()
        training.seen += BATCH
        steps += 1
        recent.append(loss.item())
        now = time.time()
        training.spent += now - last if steps > 2 else 0  # the first steps compile
        last = now
        if now - last_log > 60:
            speed = round(len(recent) * BATCH / (now - last_log), 1)
            log.write(seen=training.seen, spent=round(training.spent), rate=rate, loss=round(float(np.mean(recent)), 5),
                      per_second=speed, shards=len(shards.parts))  # fmt: skip
            recent, last_log = [], now
        if now - last_save > 300:
            training.save()
            shards.refresh()
            for name in ("held-out", "seen-things"):
                log.write(seen=training.seen, spent=round(training.spent), validation=name,
                          **validate(training.average, diffusion, name))  # fmt: skip
            last_save = time.time()
            if now - last_export > arguments.export_every * 60:
                export_latest()
                last_export = time.time()
    training.save()
    export_latest()
    log.write(seen=training.seen, spent=round(training.spent), done=True)


def export_latest() -> None:
    from .export import export

    export(RUNS / "export-latest")


if __name__ == "__main__":
    main()
