"""Teach the denoiser to obey: thing, style word and colour, also where nobody drew the one in the other.

    python -m starter.obey --minutes 36 --compile

The caption of a wish (starter/wishes.py) is denoised to some moment by the quick way as it was, then guided once by the
denoiser; what that takes the picture for is shown to the judge (starter/judge.py), whose cross-entropy is learned from
beside the squared error of v on real latents (reward feedback, Xu et al. 2023, https://arxiv.org/abs/2304.05977). A judge
that is listened to too much gets dark edges and blotches, so the weights that come out lie between those before and those
learned (Wortsman et al. 2021, https://arxiv.org/abs/2109.01903). They replace the denoiser's in runs/denoiser/last.pt, for
distil, drafts and export to take; those before stay in runs/obey/before.pt. Resumes from runs/obey/last.pt.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.attention_processor import AttnProcessor
from safetensors.torch import load_file

from .autoencoder import update_average
from .compiled import compiled
from .denoiser import FOLDER as DENOISER
from .denoiser import VALIDATION
from .diffusion import Diffusion, validate
from .distil import FOLDER as DISTIL
from .drawings import Art
from .judge import joined, load_judge, losses, views
from .labels import NONE
from .latents import FOLDER as SHARDS
from .log import Log
from .low_rank import merge
from .muon import Muon
from .networks import make_denoiser
from .places import CHANNELS, LATENT, RUNS
from .rates import falling
from .shards import Shards, load_shard
from .sheets import GUIDANCE, Sheets, trailing
from .text import cached_states, load_text
from .wishes import wish
from .workers import Shared, in_parallel, save_whole

FOLDER = RUNS / "obey"
WISHES, WISHED, REAL = 4000, 8, 16  # kept in advance; wishes and real pictures in a batch
STEPS, FIRST_SHARE = 4, 0.6
SAVE_EVERY = 420  # seconds
PEAK_RATE, WARM_UP, AVERAGE, JUDGED = 3e-4, 40, 0.995, 0.02  # JUDGED: the judge's weight beside the usual objective
SHARE = 0.6  # of the way from the weights before to those learned
MOMENTS = (0.0, 0.4, 0.35, 0.25)  # shares of wishes judged at the first … fourth step; guidance overshoots at the first


@dataclass(frozen=True)
class Wishes:
    states: np.ndarray  # float16 [N, 32, 384]
    labels: np.ndarray  # int16 [N, 6]

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        at = np.sort(rng.choice(len(self.labels), count, replace=False))
        return torch.from_numpy(self.states[at]).bfloat16(), torch.from_numpy(self.labels[at])


def write_wishes(count: int) -> None:
    rng, arts = np.random.default_rng(51), (Art(first=True), Art())
    made = [wish(arts[rng.random() >= FIRST_SHARE], rng) for _ in range(count)]
    np.save(FOLDER / "labels.npy", np.stack([each.labels for each in made]))
    partial = FOLDER / "states.partial.npy"
    np.save(partial, cached_states([each.text for each in made], *load_text()))
    partial.rename(FOLDER / "states.npy")  # last: it tells that both are there


def open_wishes() -> Wishes:
    return Wishes(np.load(FOLDER / "states.npy", mmap_mode="r"), np.load(FOLDER / "labels.npy"))


@torch.no_grad()
def begun(quick, diffusion: Diffusion, context: torch.Tensor, step: int) -> torch.Tensor:
    """Latents [N, 6, 32, 32] on the way, as noisy as before step `step` of the quick way."""
    x, times = torch.randn(len(context), CHANNELS, LATENT, LATENT), trailing(STEPS)
    for t, s in zip(times[:step], times[1 : step + 1], strict=True):
        at = torch.full((len(x),), t)
        with torch.autocast("cpu", torch.bfloat16):
            v = quick(x, at, context, return_dict=False)[0].float()
        x = diffusion.step(x, v, at, torch.full((len(x),), s))
    return x


def right(logits: dict[str, torch.Tensor], targets: dict[str, torch.Tensor]) -> dict[str, float]:
    """Shares of what was asked that the judge sees, by kind."""
    hits = {name: (logits[name].argmax(1) == targets[name])[targets[name] != NONE] for name in logits}
    return {name: float(hit.float().mean()) for name, hit in hits.items() if len(hit)}


def part_way(
    before: dict[str, torch.Tensor], learned: dict[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    return {name: weight.lerp(learned[name], share) for name, weight in before.items()}


class Chief:
    """What the first worker does beside training: average, log, save, draw, validate."""

    def __init__(self, shared: Shared, average):
        self.shared, self.average, self.log, self.sheets = shared, average, Log(FOLDER / "log.jsonl"), Sheets()
        self.last = self.last_log = self.last_save = time.time()
        self.recent, self.begun, self.steps = [], False, 0
        self.released = make_denoiser().eval().requires_grad_(False).to(memory_format=torch.channels_last)

    def facts(self) -> dict:
        return {"seen": int(self.shared.seen), "spent": round(float(self.shared.spent))}

    def after_step(self, told: dict[str, float]) -> None:
        self.steps += 1
        update_average(self.average, self.shared.model, self.steps, AVERAGE)
        self.recent.append(told)
        now = time.time()
        self.shared.spent += now - self.last if self.begun else 0  # the first step compiles
        self.last, self.begun = now, True
        if now - self.last_log > 60:
            self.tell()
            self.last_log = now
        if now - self.last_save > SAVE_EVERY:
            self.keep()
            self.last_save = self.last = time.time()

    def tell(self) -> None:
        names = sorted({name for row in self.recent for name in row})
        means = {name: float(np.mean([row[name] for row in self.recent if name in row])) for name in names}
        self.log.write(**self.facts(), **{name: round(value, 4) for name, value in means.items()})
        self.recent = []

    def keep(self) -> None:
        """Checkpoint, what is released of it, and a sheet of that."""
        before = torch.load(FOLDER / "before.pt", weights_only=True)
        state = {"model": self.shared.model.state_dict(), "average": self.average.state_dict()}
        save_whole(state | self.facts(), FOLDER / "last.pt")
        weights = part_way(before["average"], state["average"], SHARE)
        self.released.load_state_dict(weights)
        facts = {"seen": before["seen"], "spent": before["spent"]}
        save_whole({"model": weights, "average": weights, **facts}, DENOISER / "last.pt")
        self.sheets.draw(self.released).save(FOLDER / f"{int(self.shared.seen):08}.png", optimize=True)

    def validate(self) -> None:
        for name in VALIDATION:
            values = validate(self.released, Diffusion(), load_shard(SHARDS / name))
            self.log.write(**self.facts(), validation=name, **values)


def work(rank: int, shared: Shared, average, quick, judge, options: argparse.Namespace) -> None:
    model, limit = shared.model, options.minutes * 60
    for network in (model, average, quick):
        network.set_attn_processor(AttnProcessor())
    optimiser, rng = Muon(model.parameters(), adam_decay=0.01), np.random.default_rng([8, rank, int(shared.seen)])
    shards, wishes, diffusion, times = Shards(), open_wishes(), Diffusion(), trailing(STEPS)
    empty = torch.from_numpy(shards.empty)[None].bfloat16().expand(WISHED, -1, -1)
    denoiser_seen = options.denoiser_seen
    chief, steps = Chief(shared, average) if rank == 0 else None, 0

    def forward(noisy, t, context):
        return model(noisy, t, context, return_dict=False)[0]

    run = compiled(forward) if options.compile else forward
    while shared.spent < limit:
        x, context = shards.batch(REAL, denoiser_seen, rng)
        t = diffusion.timesteps(REAL)
        noisy, v = diffusion.noisy(x, torch.randn_like(x), t)
        asked, labels = wishes.batch(WISHED, rng)
        step = int(rng.choice(STEPS, p=MOMENTS))
        now = torch.full((WISHED,), times[step])
        way = begun(quick, diffusion, asked, step)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            without = model(way, now, empty, return_dict=False)[0].float()
        with torch.autocast("cpu", torch.bfloat16):
            both = torch.cat([noisy, way]).contiguous(memory_format=torch.channels_last)
            guess = run(both, torch.cat([t, now]), torch.cat([context, asked])).float()
            usual = F.mse_loss(guess[:REAL], v)
            guided = without + GUIDANCE * (guess[REAL:] - without)
            alpha, sigma = diffusion.at(now)
            shown = views(alpha * way - sigma * guided, labels)
            logits, targets = joined([(judge(view), told) for view, told in shown])
        wrong = losses(logits, targets)
        optimiser.zero_grad()
        (usual + JUDGED * wrong).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(falling(PEAK_RATE, steps, WARM_UP, float(shared.spent) / limit))
        shared.seen += WISHED + REAL
        steps += 1
        if chief:
            chief.after_step({"loss": usual.item(), "wrong": wrong.item(), **right(logits, targets)})
    if chief:
        chief.tell()
        chief.keep()
        chief.validate()


def weights_before(denoiser: Path, kept: Path) -> dict:
    """The denoiser's checkpoint as it was before the stage, kept at the first run. Exits where there is none, and where the
    denoiser has been trained on since, which the stage would undo."""
    if not denoiser.exists():
        sys.exit(f"{denoiser} is missing: run `python -m starter.denoiser` or `starter.from_release` first")
    now = torch.load(denoiser, weights_only=True)
    if not kept.exists():
        save_whole({name: now[name] for name in ("average", "seen", "spent")}, kept)
    before = torch.load(kept, weights_only=True)
    if before["seen"] != now["seen"]:
        sys.exit(f"{denoiser} was trained on after {kept} was kept: move {kept.parent} away to teach it anew")
    return before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="in all, earlier runs counted in")
    parser.add_argument("--compile", action="store_true", help="slow to start (minutes), then faster")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    before = weights_before(DENOISER / "last.pt", FOLDER / "before.pt")
    if not (FOLDER / "states.npy").exists():
        write_wishes(WISHES)
    arguments.denoiser_seen = before["seen"]
    model, average, quick = (make_denoiser().eval() for _ in range(3))
    for network in (model, average, quick):
        network.load_state_dict(before["average"])
    merge(quick, load_file(DISTIL / "four-steps.safetensors"))
    seen, spent = 0, 0.0
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen, spent = state["seen"], state["spent"]
    for network in (average, quick):
        network.requires_grad_(False)
    model, average, quick = (network.to(memory_format=torch.channels_last) for network in (model, average, quick))
    in_parallel(work, Shared(model, seen, spent), average, quick, load_judge(), arguments)


if __name__ == "__main__":
    main()
