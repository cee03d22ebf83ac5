"""Teach the denoiser to obey: thing, style word and colour, also where nobody drew the one in the other.

    python -m starter.obey --minutes 36 --compile

Pictures of wishes (starter/wishes.py) are made in advance by the quick way, given noise again, and guided once by the
denoiser; what that takes the picture for is shown to the judge (starter/judge.py), whose cross-entropies for thing and colour
are learned from beside the error of v on real latents (reward feedback, Xu et al. 2023, https://arxiv.org/abs/2304.05977).
Style is a matter of palettes: at low noise the guess is to be the same picture with what stands on it in the nearest colours
of the set that was asked (starter/wished.py); a picture that has no such set isn't learned from so, or its roughness would be. The judge isn't asked for styles, for latents hardly show them, and what pleases
it are dark edges, blotches and facets. The running average of the weights replaces the denoiser's in runs/denoiser/last.pt, for
distil, drafts and export to take; those before stay in runs/obey/before.pt. Resumes from runs/obey/last.pt.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers.models.attention_processor import AttnProcessor

from .autoencoder import update_average
from .compiled import compiled
from .denoiser import FOLDER as DENOISER
from .denoiser import VALIDATION
from .diffusion import Diffusion
from .judge import load_judge, losses, verdict
from .labels import NONE
from .latents import FOLDER as SHARDS
from .lesson import Lesson, lesson_of, validate
from .log import Log
from .muon import Muon
from .networks import make_denoiser
from .rates import falling
from .shards import Shards, load_shard
from .sheets import GUIDANCE, Sheets
from .wished import FOLDER, Wishes, open_wishes, write_wishes
from .workers import Shared, in_parallel, save_whole

WISHED, REAL = 16, 16  # wishes and real pictures in a batch
SAVE_EVERY = 420  # seconds
PEAK_RATE, WARM_UP, AVERAGE, JUDGED = 3e-4, 40, 0.995, 0.01  # JUDGED: the judge's weight beside the usual objective
LATE, EARLY = (20, 500), (400, 900)  # timesteps of wishes; at the very first ones, guidance overshoots
LATE_SHARE = 0.7  # of batches; these learn their set's colours


@dataclass(frozen=True)
class Begun:
    """Wishes with noise again, and the guess of v without a caption: what a guided step begins with."""

    noisy: torch.Tensor  # [N, 6, 32, 32]
    t: torch.Tensor  # [N]
    context: torch.Tensor  # [N, 32, 384]
    labels: torch.Tensor  # [N, 6]
    own: torch.Tensor  # [N, 6, 32, 32]: the wishes in the colours of the set that was asked
    turned: torch.Tensor  # bool [N]: whether they are, or else as they were made
    without: torch.Tensor  # [N, 6, 32, 32]

    def picture(self, diffusion: Diffusion, told: torch.Tensor) -> torch.Tensor:
        """The latents that the guided guess takes it for; `told` is v with the caption."""
        alpha, sigma = diffusion.at(self.t)
        return alpha * self.noisy - sigma * (self.without + GUIDANCE * (told - self.without))

    def error(self, diffusion: Diffusion, told: torch.Tensor) -> torch.Tensor:
        """Of the guided guess, which is to be the wish in its own colours; 0 where no wish has any."""
        if not self.turned.any():
            return torch.zeros(())
        noisy, t, context, own, without = (
            each[self.turned] for each in (self.noisy, self.t, self.context, self.own, self.without)
        )
        counts = torch.full((len(noisy), 1, 1, 1), GUIDANCE)
        lesson = Lesson(noisy, t, context, diffusion.towards(noisy, own, t), (1 - counts) * without, counts)
        return lesson.error(told[self.turned])


@torch.no_grad()
def begin(model, diffusion: Diffusion, wishes: Wishes, empty, moments: tuple[int, int], rng) -> Begun:
    latents, own, context, labels = wishes.batch(WISHED, rng)
    t = torch.randint(*moments, (WISHED,))
    noisy, _ = diffusion.noisy(latents, torch.randn_like(latents), t)
    with torch.autocast("cpu", torch.bfloat16):
        without = model(noisy, t, empty.expand(WISHED, -1, -1), return_dict=False)[0].float()
    return Begun(noisy, t, context, labels, own, (own != latents).flatten(1).any(1), without)


def right(logits: dict[str, torch.Tensor], targets: dict[str, torch.Tensor]) -> dict[str, float]:
    """Shares of what was asked that the judge sees, by kind."""
    hits = {name: (logits[name].argmax(1) == targets[name])[targets[name] != NONE] for name in logits}
    return {name: float(hit.float().mean()) for name, hit in hits.items() if len(hit)}


class Chief:
    """What the first worker does beside training: average, log, save, draw, validate."""

    def __init__(self, shared: Shared, average):
        self.shared, self.average, self.log, self.sheets = shared, average, Log(FOLDER / "log.jsonl"), Sheets()
        self.last = self.last_log = self.last_save = time.time()
        self.recent, self.begun, self.steps = [], False, 0

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
        """Checkpoint, what the next stages take of it, and a sheet of that."""
        before = torch.load(FOLDER / "before.pt", weights_only=True)
        average = self.average.state_dict()
        save_whole({"model": self.shared.model.state_dict(), "average": average, **self.facts()}, FOLDER / "last.pt")
        facts = {"seen": before["seen"], "spent": before["spent"]}
        save_whole({"model": average, "average": average, **facts}, DENOISER / "last.pt")
        self.sheets.draw(self.average).save(FOLDER / f"{int(self.shared.seen):08}.png", optimize=True)

    def validate(self) -> None:
        for name in VALIDATION:
            values = validate(self.average, load_shard(SHARDS / name), np.load(SHARDS / "empty.npy"))
            self.log.write(**self.facts(), validation=name, **values)


def work(rank: int, shared: Shared, average, judge, options: argparse.Namespace) -> None:
    model, limit = shared.model, options.minutes * 60
    for network in (model, average):
        network.set_attn_processor(AttnProcessor())
    optimiser, rng = Muon(model.parameters(), adam_decay=0.01), np.random.default_rng([8, rank, int(shared.seen)])
    shards, wishes, diffusion = Shards(), open_wishes(), Diffusion()
    empty = torch.from_numpy(shards.empty)[None].bfloat16()
    chief, steps = Chief(shared, average) if rank == 0 else None, 0

    def forward(noisy, t, context):
        return model(noisy, t, context, return_dict=False)[0]

    run = compiled(forward) if options.compile else forward
    while shared.spent < limit:
        batch = shards.batch(REAL, options.denoiser_seen, rng)
        lesson = lesson_of(diffusion, batch, empty, forward, emphasised=True)
        late = rng.random() < LATE_SHARE
        begun = begin(model, diffusion, wishes, empty, LATE if late else EARLY, rng)
        with torch.autocast("cpu", torch.bfloat16):
            both = torch.cat([lesson.noisy, begun.noisy]).contiguous(memory_format=torch.channels_last)
            guess = run(both, torch.cat([lesson.t, begun.t]), torch.cat([batch.context, begun.context])).float()
            usual = lesson.error(guess[:REAL])
            made = begun.picture(diffusion, guess[REAL:])
            logits, targets = verdict(judge, made, begun.labels)
        wrong = losses(logits, targets)
        colours = begun.error(diffusion, guess[REAL:]) if late else torch.zeros(())
        optimiser.zero_grad()
        (usual + colours + JUDGED * wrong).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step(falling(PEAK_RATE, steps, WARM_UP, float(shared.spent) / limit))
        shared.seen += WISHED + REAL
        steps += 1
        told = {"loss": usual.item(), "wrong": wrong.item(), **right(logits, targets)}
        told |= {"own-colours": colours.item()} if late else {}
        if chief:
            chief.after_step(told)
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
    arguments.denoiser_seen = before["seen"]
    model, average = (make_denoiser().eval() for _ in range(2))
    for network in (model, average):
        network.load_state_dict(before["average"])
    write_wishes(before["average"])
    seen, spent = 0, 0.0
    if (FOLDER / "last.pt").exists():
        state = torch.load(FOLDER / "last.pt", weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        seen, spent = state["seen"], state["spent"]
    average.requires_grad_(False)
    model, average = (network.to(memory_format=torch.channels_last) for network in (model, average))
    in_parallel(work, Shared(model, seen, spent), average, load_judge(), arguments)


if __name__ == "__main__":
    main()
