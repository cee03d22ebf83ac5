"""Train the denoiser on cached latents and token states.

    python -m starter.denoiser --minutes 720

Resumes from runs/denoiser/last.pt, written every five minutes; takes up new shards as they appear; draws a sheet of
samples every 20 minutes into runs/denoiser/sheets; exports to runs/export-latest every hour and at the end.
Objective: squared error of v, cell by cell and of whole areas, at low noise of the guided guess and for latents that
drifted (starter/lesson.py), under the zero-terminal-SNR schedule (starter/diffusion.py). The learning rate is constant, and
falls from `--fall-from` minutes on, if that is given, towards the end of `--minutes`; there the style word is emphasised.
"""

import argparse
import time

import numpy as np
import torch
from diffusers.models.attention_processor import AttnProcessor

from .autoencoder import update_average
from .compiled import compiled
from .diffusion import Diffusion
from .latents import FOLDER as SHARDS
from .lesson import Lesson, lesson_of, validate
from .log import Log
from .muon import Muon
from .networks import make_denoiser
from .places import RUNS
from .shards import Shards, load_shard
from .sheets import Sheets
from .workers import Shared, in_parallel, save_whole

FOLDER = RUNS / "denoiser"
BATCH, PEAK_RATE, WARM_UP = 64, 1e-3, 25
AVERAGE, FALLING_AVERAGE = 0.999, 0.995  # a falling rate averages by itself, and a long average would lag behind it
SAVE_EVERY, VALIDATE_EVERY, SHEET_EVERY, EXPORT_EVERY = 300, 900, 1200, 3600  # seconds
VALIDATION = ("held-out", "seen-things", "unseen-things")


def rate_at(steps: int, spent: float, fall_from: float, limit: float, peak: float = PEAK_RATE) -> float:
    """Seconds in, rate out; rises over the first steps of every run, because the optimiser begins anew."""
    fall = 1.0 if spent < fall_from else max(0.02, (limit - spent) / max(1.0, limit - fall_from))
    return peak * min(1.0, (steps + 1) / WARM_UP) * fall


def export_latest() -> None:
    from .export import export

    export(RUNS / "export-latest")


class Chief:
    """What the first worker does beside training: average, log, validate, save, draw, export."""

    def __init__(self, shared: Shared, average, optimiser: Muon):
        self.shared, self.average, self.optimiser = shared, average, optimiser
        self.log, self.sheets = Log(FOLDER / "log.jsonl"), Sheets()
        now = time.time()
        self.last = self.last_log = self.last_save = self.last_validation = self.last_sheet = self.last_export = now
        self.recent, self.logged, self.begun = [], int(shared.seen), False
        self.steps = int(shared.seen) // (2 * BATCH)

    def facts(self) -> dict:
        return {"seen": int(self.shared.seen), "spent": round(float(self.shared.spent))}

    def after_step(self, loss: float, rate: float, falling: bool, shards: Shards) -> None:
        self.steps += 1
        update_average(self.average, self.shared.model, self.steps, FALLING_AVERAGE if falling else AVERAGE)
        self.recent.append(loss)
        now = time.time()
        self.shared.spent += now - self.last if self.begun else 0  # the first step compiles
        self.last, self.begun = now, True
        if now - self.last_log > 60:
            self.tell(rate, len(shards), now)
        if now - self.last_save > SAVE_EVERY:
            self.keep()
            shards.refresh()
            self.last_save = now
        if now - self.last_validation > VALIDATE_EVERY:
            self.validate()
            self.last_validation = now
        if now - self.last_sheet > SHEET_EVERY:
            self.draw()
            self.last_sheet = now
        if now - self.last_export > EXPORT_EVERY:
            export_latest()
            self.last_export = now

    def tell(self, rate: float, shards: int, now: float) -> None:
        speed = round((int(self.shared.seen) - self.logged) / (now - self.last_log), 1)
        loss = round(float(np.mean(self.recent)), 5)
        self.log.write(**self.facts(), rate=rate, loss=loss, per_second=speed, shards=shards)
        self.recent, self.last_log, self.logged = [], now, int(self.shared.seen)

    def validate(self) -> None:
        for name in VALIDATION:
            values = validate(self.average, load_shard(SHARDS / name), np.load(SHARDS / "empty.npy"))
            self.log.write(**self.facts(), validation=name, **values)

    def draw(self) -> None:
        folder = FOLDER / "sheets"
        folder.mkdir(exist_ok=True)
        self.sheets.draw(self.average).save(folder / f"{int(self.shared.seen):08}.png", optimize=True)

    def keep(self) -> None:
        state = {"model": self.shared.model.state_dict(), "average": self.average.state_dict()}
        state |= {"optimiser": self.optimiser.state_dict()}
        save_whole(state | {"seen": int(self.shared.seen), "spent": float(self.shared.spent)}, FOLDER / "last.pt")


def work(rank: int, shared: Shared, average, state: dict | None, options: argparse.Namespace) -> None:
    model, limit, fall_from = shared.model, options.minutes * 60, options.fall_from * 60
    for network in (model, average):
        network.set_attn_processor(AttnProcessor())  # plain products: the fused kernel's gradient is slow on the CPU
    optimiser = Muon(model.parameters(), adam_decay=0.01)
    if state:
        optimiser.load_state_dict(state)
    rng = np.random.default_rng([rank, int(shared.seen)])
    shards, diffusion = Shards(), Diffusion()
    chief = Chief(shared, average, optimiser) if rank == 0 else None

    def answer(noisy, t, context):
        return model(noisy, t, context, return_dict=False)[0].float()

    def compute(noisy, t, context, *rest):
        return Lesson(noisy, t, context, *rest).error(answer(noisy, t, context))

    if options.compile:
        answer_of, loss_of = compiled(answer), compiled(compute)
    else:
        answer_of, loss_of = answer, compute
    empty, steps = torch.from_numpy(shards.empty)[None].bfloat16(), 0
    while shared.spent < limit:
        rate = rate_at(steps, float(shared.spent), fall_from or limit, limit, options.peak)
        falls = 0 < fall_from <= shared.spent
        batch = shards.batch(BATCH, int(shared.seen), rng)
        lesson = lesson_of(diffusion, batch, empty, answer_of, emphasised=falls)
        with torch.autocast("cpu", torch.bfloat16):
            loss = loss_of(*lesson.tensors)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(rate)
        shared.seen += BATCH
        steps += 1
        if chief:
            chief.after_step(loss.item(), rate, falls, shards)
        elif steps % 200 == 0:
            shards.refresh()
    if chief:
        chief.keep()
        chief.draw()
        export_latest()
        chief.log.write(**chief.facts(), done=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=720, help="of training in all, earlier runs counted in")
    parser.add_argument("--fall-from", type=float, default=0, help="minutes after which the learning rate falls")
    parser.add_argument("--peak", type=float, default=PEAK_RATE, help="the learning rate before it falls")
    parser.add_argument("--compile", action="store_true", help="slow to start (minutes), then faster")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    model, average, state = make_denoiser(), make_denoiser().eval().requires_grad_(False), {}
    average.load_state_dict(model.state_dict())
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
    model, average = (network.to(memory_format=torch.channels_last) for network in (model, average))
    shared = Shared(model, state.get("seen", 0), state.get("spent", 0.0))
    in_parallel(work, shared, average, state.get("optimiser"), arguments)


if __name__ == "__main__":
    main()
