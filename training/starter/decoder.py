"""Fine-tune the decoder alone, on whole pictures; the encoder is frozen, so cached latents stay valid.

    python -m starter.decoder --minutes 10

Starts from runs/autoencoder/folded.pt (or resumes runs/autoencoder/decoder.pt) and writes runs/autoencoder/decoder.pt,
which the export then takes. A little noise on the latents teaches the decoder to bear the denoiser's small errors.
"""

import argparse
import math
import time

import numpy as np
import torch

from .autoencoder import FOLDER, held_out_pictures, psnr, to_tensor
from .log import Log
from .networks import make_autoencoder
from .scenes import Art, compose
from .workers import Shared, in_parallel

BATCH, PEAK_RATE, NOISE = 2, 5e-4, 0.1


def loss_of(model, x, z):
    y = model.decode(z + NOISE * torch.randn_like(z)).sample.float()
    error = x - y
    edges = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    large = torch.nn.functional.avg_pool2d(error, 16).abs().mean()  # colours of large areas
    return error.abs().mean() + error.square().mean() + 0.5 * edges + large


def work(rank: int, shared: Shared, limit: float) -> None:
    model = shared.model
    model.encoder.requires_grad_(False)
    model.quant_conv.requires_grad_(False)
    rng = np.random.default_rng([5, rank, int(shared.seen)])
    art, held_out, log = Art(), held_out_pictures(24), Log(FOLDER / "decoder-log.jsonl")
    parameters = [*model.decoder.parameters(), *model.post_quant_conv.parameters()]
    optimiser = torch.optim.AdamW(parameters, PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    last = last_log = time.time()
    recent, steps = [], 0
    while shared.spent < limit:
        share = min(1.0, float(shared.spent) / limit)
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1, (steps + 1) / 50) * 0.5 * (1 + math.cos(math.pi * share))
        x = to_tensor(np.stack([compose(art, rng)[0] for _ in range(BATCH)])).contiguous(
            memory_format=torch.channels_last
        )
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                z = model.encode(x).latent_dist.mode().float()
            loss = loss_of(model, x, z)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        shared.seen += BATCH
        steps += 1
        if rank:
            continue
        recent.append(loss.item())
        now = time.time()
        shared.spent += now - last
        last = now
        if now - last_log > 60:
            log.write(seen=int(shared.seen), spent=round(float(shared.spent)), loss=float(np.mean(recent)))
            recent, last_log = [], now
            save(shared)
    if rank == 0:
        save(shared)
        facts = {"seen": int(shared.seen), "spent": round(float(shared.spent))}
        log.write(**facts, psnr=round(psnr(model, held_out), 2), done=True)


def save(shared: Shared) -> None:
    state = {"model": shared.model.state_dict(), "seen": int(shared.seen), "spent": float(shared.spent)}
    torch.save(state, FOLDER / "decoder.tmp")
    (FOLDER / "decoder.tmp").rename(FOLDER / "decoder.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10, help="in all, earlier runs counted in")
    arguments = parser.parse_args()
    model, seen, spent = make_autoencoder().to(memory_format=torch.channels_last), 0, 0.0
    if (FOLDER / "decoder.pt").exists():
        state = torch.load(FOLDER / "decoder.pt", weights_only=True)
        model.load_state_dict(state["model"])
        seen, spent = state["seen"], state["spent"]
    else:
        model.load_state_dict(torch.load(FOLDER / "folded.pt", weights_only=True))
    in_parallel(work, Shared(model, seen, spent), arguments.minutes * 60)


if __name__ == "__main__":
    main()
