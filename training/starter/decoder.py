"""Tune the decoder alone, on whole pictures; the encoder is frozen, so cached latents stay valid.

    python -m starter.decoder --minutes 20

Starts from runs/autoencoder/folded.pt (or resumes runs/decoder/last.pt) and writes runs/decoder/last.pt, whose average the
export then takes. Half of the latents are drafts (starter/drafts.py), if there are any, the others get a little noise: so
the decoder learns to draw flat areas flat and lines whole in spite of the denoiser's errors.
"""

import argparse
import time

import numpy as np
import torch

from .autoencoder import crops, difference, psnr, to_tensor, update_average
from .compiled import compiled
from .drafts import FOLDER
from .fold import folded
from .log import Log
from .muon import Muon
from .places import CHANNELS, LATENT, PICTURE
from .pool import open_held_out, open_pool
from .rates import falling
from .workers import Shared, in_parallel, save_whole

PEAK_RATE, WARM_UP, NOISE, DRAFTED, AVERAGE = 6e-4, 50, 0.05, 0.5, 0.998


def example(pool, drafts, model, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """A picture [1, 3, 256, 256] and latents [1, 6, 32, 32] of it: a draft, or its own with a little noise."""
    if len(drafts) and rng.random() < DRAFTED:
        index = int(rng.integers(len(drafts)))
        return to_tensor(pool[index : index + 1]), torch.from_numpy(drafts[index][None]).float()
    x = crops(pool, rng, PICTURE, 1)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        z = model.encode(x).latent_dist.mode().float()
    return x, z + NOISE * torch.randn_like(z)


def open_drafts() -> np.ndarray:
    """float16 [N, 6, 32, 32]; none where they haven't been made."""
    path = FOLDER / "drafts.npy"
    return np.load(path, mmap_mode="r") if path.exists() else np.empty((0, CHANNELS, LATENT, LATENT), np.float16)


def save(shared: Shared, average) -> None:
    state = {"model": shared.model.state_dict(), "average": average.state_dict()}
    save_whole(state | {"seen": int(shared.seen), "spent": float(shared.spent)}, FOLDER / "last.pt")


def work(rank: int, shared: Shared, average, options: argparse.Namespace) -> None:
    model, limit, pool, drafts = shared.model, options.minutes * 60, open_pool(), open_drafts()
    model.encoder.requires_grad_(False)
    model.quant_conv.requires_grad_(False)
    optimiser, log = Muon(model.parameters()), Log(FOLDER / "log.jsonl")
    rng = np.random.default_rng([5, rank, int(shared.seen)])

    def compute(x, z):
        return difference(x, model.decoder(model.post_quant_conv(z)).float())

    loss_of = compiled(compute) if options.compile else compute
    last = last_log = time.time()
    recent, steps = [], 0
    while shared.spent < limit:
        x, z = example(pool, drafts, model, rng)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(x, z)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step(falling(PEAK_RATE, steps, WARM_UP, float(shared.spent) / limit))
        shared.seen += 1
        steps += 1
        if rank:
            continue
        update_average(average, model, steps, AVERAGE)
        recent.append(loss.item())
        now = time.time()
        shared.spent += now - last if steps > 1 else 0  # the first step compiles
        last = now
        if now - last_log > 60:
            log.write(seen=int(shared.seen), spent=round(float(shared.spent)), loss=float(np.mean(recent)))
            recent, last_log = [], now
            save(shared, average)
    if rank == 0:
        save(shared, average)
        facts = {"seen": int(shared.seen), "spent": round(float(shared.spent))}
        log.write(**facts, psnr=round(psnr(average, open_held_out()), 2), done=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="in all, earlier runs counted in")
    parser.add_argument("--compile", action="store_true", help="slow to start (minutes), then faster")
    arguments = parser.parse_args()
    model, average, seen, spent = folded(), folded().eval().requires_grad_(False), 0, 0.0
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen, spent = state["seen"], state["spent"]
    model, average = (network.to(memory_format=torch.channels_last) for network in (model, average))
    in_parallel(work, Shared(model, seen, spent), average, arguments)


if __name__ == "__main__":
    main()
