"""Train the denoiser on cached latents and token states.

    python -m starter.denoiser --minutes 80

Resumes from runs/denoiser/last.pt; takes up new shards as they appear; exports to runs/export-latest every 20 minutes.
Objective: squared error of v under the zero-terminal-SNR schedule, timesteps drawn logit-normally with some uniform and
some at the last one (where the picture's large colours are decided). The rate is constant, then falls over the last 35 %.
"""

import argparse
import copy
import time

import numpy as np
import torch
import torch.nn.functional as F

from .latents import FOLDER as SHARDS
from .log import Log
from .networks import make_denoiser, make_scheduler
from .places import RUNS
from .workers import Shared, in_parallel

FOLDER = RUNS / "denoiser"
FEW, BATCH, FEW_SHARE = 8, 16, 0.5  # small batches, that is more steps, in the first half
PEAK_RATE, WARM_UP, DROPOUT, AVERAGE = 5e-4, 2400, 0.1, 0.995
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

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        latents, states = [], []
        for part in rng.integers(0, len(self.parts), count):
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
    warm = min(1.0, (seen + 16) / WARM_UP)
    fall = 1.0 if share < 0.65 else max(0.03, 1 - (share - 0.65) / 0.35)
    return PEAK_RATE * warm * fall


def update_average(average, model, steps: int) -> None:
    keep = min(AVERAGE, (1 + steps) / (10 + steps))
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)


def save(shared: Shared, average, optimisers: list[dict]) -> None:
    state = {
        "model": shared.model.state_dict(),
        "average": average.state_dict(),
        "optimisers": optimisers,
        "seen": int(shared.seen),
        "spent": float(shared.spent),
    }
    torch.save(state, FOLDER / "last.tmp")
    (FOLDER / "last.tmp").rename(FOLDER / "last.pt")


def export_latest() -> None:
    from .export import export

    export(RUNS / "export-latest")


class Chief:
    """What the first worker does beside training: average, log, validate, save, export."""

    def __init__(self, shared: Shared, average, export_every: float):
        self.shared, self.average, self.export_every = shared, average, export_every
        self.diffusion, self.log = Diffusion(), Log(FOLDER / "log.jsonl")
        self.last = self.last_log = self.last_save = self.last_export = time.time()
        self.recent, self.logged, self.steps = [], int(shared.seen), 0
        self.earlier = int(shared.seen) // BATCH

    def facts(self) -> dict:
        return {"seen": int(self.shared.seen), "spent": round(float(self.shared.spent))}

    def after_step(self, loss: float, rate: float, shards: Shards, optimiser) -> None:
        self.steps += 1
        self.shared.steps += 1
        update_average(self.average, self.shared.model, self.earlier + self.steps)
        self.recent.append(loss)
        now = time.time()
        self.shared.spent += now - self.last if self.steps > 2 else 0
        self.last = now
        if now - self.last_log > 60:
            speed = round((int(self.shared.seen) - self.logged) / (now - self.last_log), 1)
            self.log.write(
                **self.facts(),
                rate=rate,
                loss=round(float(np.mean(self.recent)), 5),
                per_second=speed,
                shards=len(shards.parts),
            )
            self.recent, self.last_log, self.logged = [], now, int(self.shared.seen)
        if now - self.last_save > 300:
            self.keep(optimiser)
            shards.refresh()
            for name in ("held-out", "seen-things"):
                self.log.write(**self.facts(), validation=name, **validate(self.average, self.diffusion, name))
            self.last_save = time.time()
        if now - self.last_export > self.export_every * 60:
            self.keep(optimiser)
            export_latest()
            self.last_export = time.time()

    def keep(self, optimiser) -> None:
        save(self.shared, self.average, [optimiser.state_dict()])


def work(rank: int, shared: Shared, average, state: dict | None, limit: float, export_every: float) -> None:
    model = shared.model
    optimiser = torch.optim.AdamW(model.parameters(), PEAK_RATE, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    if state:
        optimiser.load_state_dict(copy.deepcopy(state))  # its own moments, not memory shared with the others
    rng = np.random.default_rng([rank, int(shared.seen)])
    shards, diffusion = Shards(), Diffusion()
    chief = Chief(shared, average, export_every) if rank == 0 else None

    def compute(noisy, t, context, v):
        return F.mse_loss(model(noisy, t, context, return_dict=False)[0].float(), v)

    steps = 0
    while shared.spent < limit:
        rate = rate_at(int(shared.seen), float(shared.spent) / limit)
        for group in optimiser.param_groups:
            group["lr"] = rate
        count = FEW if shared.spent < FEW_SHARE * limit else BATCH
        x, context = shards.batch(count, rng)
        t = diffusion.timesteps(count)
        noisy, v = diffusion.noisy(x, torch.randn_like(x), t)
        with torch.autocast("cpu", torch.bfloat16):
            loss = compute(noisy.contiguous(memory_format=torch.channels_last), t, context, v)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        shared.seen += count
        steps += 1
        if chief:
            chief.after_step(loss.item(), rate, shards, optimiser)
        elif steps % 500 == 0:
            shards.refresh()
    if chief:
        chief.keep(optimiser)
        export_latest()
        chief.log.write(**chief.facts(), done=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=80, help="of training in all, earlier runs counted in")
    parser.add_argument("--export-every", type=float, default=20, help="minutes")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    model, average = make_denoiser().to(memory_format=torch.channels_last), make_denoiser().eval().requires_grad_(False)
    average.load_state_dict(model.state_dict())
    seen, spent, optimiser = 0, 0.0, None
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen, spent, optimiser = state["seen"], state["spent"], state["optimisers"][0]
    in_parallel(work, Shared(model, seen, spent), average, optimiser, arguments.minutes * 60, arguments.export_every)


if __name__ == "__main__":
    main()
