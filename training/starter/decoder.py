"""Tune the decoder alone, on whole pictures; the encoder is frozen, so cached latents stay valid.

    python -m starter.decoder --minutes 20

Starts from runs/autoencoder/folded.pt (or resumes runs/autoencoder/decoder.pt) and writes runs/autoencoder/decoder.pt,
whose average the export then takes. A little noise on the latents teaches the decoder to bear the denoiser's small errors.
"""

import argparse
import math
import time

import numpy as np
import torch

from .autoencoder import FOLDER, crops, difference, psnr, update_average
from .fold import folded
from .log import Log
from .muon import Muon
from .places import PICTURE
from .pool import open_held_out, open_pool
from .workers import Shared, in_parallel, save_whole

BATCH, PEAK_RATE, NOISE, AVERAGE = 1, 6e-4, 0.05, 0.998


def loss_of(model, x: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        z = model.encode(x).latent_dist.mode().float()
    return difference(x, model.decode(z + NOISE * torch.randn_like(z)).sample.float())


def rate_at(steps: int, share: float) -> float:
    return PEAK_RATE * min(1, (steps + 1) / 50) * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


def save(shared: Shared, average) -> None:
    state = {"model": shared.model.state_dict(), "average": average.state_dict()}
    save_whole(state | {"seen": int(shared.seen), "spent": float(shared.spent)}, FOLDER / "decoder.pt")


def work(rank: int, shared: Shared, average, limit: float) -> None:
    model, pool = shared.model, open_pool()
    model.encoder.requires_grad_(False)
    model.quant_conv.requires_grad_(False)
    optimiser, log = Muon(model.parameters()), Log(FOLDER / "decoder-log.jsonl")
    rng = np.random.default_rng([5, rank, int(shared.seen)])
    last = last_log = time.time()
    recent, steps = [], 0
    while shared.spent < limit:
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(model, crops(pool, rng, PICTURE, BATCH))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step(rate_at(steps, float(shared.spent) / limit))
        shared.seen += BATCH
        steps += 1
        if rank:
            continue
        update_average(average, model, steps, AVERAGE)
        recent.append(loss.item())
        now = time.time()
        shared.spent += now - last
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
    arguments = parser.parse_args()
    model, average, seen, spent = folded(), folded().eval().requires_grad_(False), 0, 0.0
    if (FOLDER / "decoder.pt").exists():
        state = torch.load(FOLDER / "decoder.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen, spent = state["seen"], state["spent"]
    model, average = (network.to(memory_format=torch.channels_last) for network in (model, average))
    in_parallel(work, Shared(model, seen, spent), average, arguments.minutes * 60)


if __name__ == "__main__":
    main()
