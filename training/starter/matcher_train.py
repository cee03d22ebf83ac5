"""Train the matcher: pictures and their captions must find each other in a batch.

    python -m starter.matcher_train --minutes 30

Learns from the pictures that `starter.matcher_pool` made. Resumes from runs/matcher/last.pt (written every two minutes).
Symmetric cross-entropy over all pairs of a batch (Radford
et al. 2021, https://arxiv.org/abs/2103.00020), against the frozen text encoder; and the plain phrases of thing, style and
ground must be found among all there are, since a batch's captions alone are told apart by their colours.
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from .log import Log
from .matcher import FOLDER, Matcher, embed
from .matcher_phrases import Phrases
from .matcher_pool import Pool
from .muon import Muon
from .rates import falling
from .scenes import Art, caption_of, compose
from .text import load_text, sentences_of

BATCH, PEAK_RATE, WARM_UP, AVERAGE = 256, 2e-3, 100, 0.99


def pictures_and_captions(art: Art, count: int, seed: int, unseen: bool = False) -> tuple[np.ndarray, list[str]]:
    rng, pictures, captions = np.random.default_rng(seed), [], []
    for _ in range(count):
        picture, scene = compose(art, rng)
        pictures.append(picture)
        captions.append(caption_of(scene, rng, unseen))
    return np.stack(pictures), captions


def right_of_hundred(images: np.ndarray, texts: np.ndarray, seed: int = 0, among: int = 100) -> float:
    """Share of pictures whose own caption is the nearest among `among` (its own and others drawn by the seed)."""
    rng, similar, right = np.random.default_rng(seed), images @ texts.T, 0
    for index, row in enumerate(similar):
        others = rng.permutation(np.delete(np.arange(len(row)), index))[: among - 1]
        right += bool(row[index] > row[others].max())
    return right / len(images)


def validate(matcher: Matcher, sets: dict, text) -> dict:
    matcher.eval()
    found = {
        name: round(right_of_hundred(embed(matcher, pictures), sentences_of(captions, *text).numpy()), 3)
        for name, (pictures, captions) in sets.items()
    }
    matcher.train()
    return found


class Training:
    """What is kept between sessions: weights, their running average, the optimiser, samples and seconds."""

    def __init__(self):
        self.matcher = Matcher().to(memory_format=torch.channels_last)
        self.average = Matcher().to(memory_format=torch.channels_last).requires_grad_(False)
        self.average.load_state_dict(self.matcher.state_dict())
        self.scale = torch.nn.Parameter(torch.tensor(math.log(20.0)))
        self.optimiser = Muon([*self.matcher.parameters(), self.scale])
        self.seen, self.spent, self.steps = 0, 0.0, 0
        if (FOLDER / "last.pt").exists():
            state = torch.load(FOLDER / "last.pt", weights_only=True)
            self.matcher.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            if state["optimiser"]:
                self.optimiser.load_state_dict(state["optimiser"])
            self.scale.data.copy_(state["scale"])
            self.seen, self.spent, self.steps = state["seen"], state["spent"], state["steps"]

    def save(self) -> None:
        state = {
            "model": self.matcher.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "scale": self.scale.data,
            "seen": self.seen,
            "spent": self.spent,
            "steps": self.steps,
        }
        torch.save(state, FOLDER / "last.tmp")
        (FOLDER / "last.tmp").rename(FOLDER / "last.pt")

    def step(self, x: torch.Tensor, texts: torch.Tensor, targets: torch.Tensor, phrases: Phrases, rate: float) -> float:
        with torch.autocast("cpu", torch.bfloat16):
            images = self.matcher(x)
        scale = self.scale.exp().clamp(max=100)
        logits = scale * images @ texts.T
        own = torch.arange(len(x))
        loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
        loss = loss + phrases.loss(images, targets, scale)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.matcher.parameters(), 1.0)
        self.optimiser.step(rate)
        self.steps += 1
        self.seen += len(x)
        keep = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for kept, now in zip(self.average.state_dict().values(), self.matcher.state_dict().values(), strict=True):
                kept.lerp_(now, 1 - keep) if kept.is_floating_point() else kept.copy_(now)
        return loss.item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30, help="of training in all, earlier sessions counted in")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    FOLDER.mkdir(parents=True, exist_ok=True)
    training, text, log = Training(), load_text(), Log(FOLDER / "log.jsonl")
    first, art = Art(first=True), Art()
    torch.manual_seed(training.seen)
    phrases = Phrases(text)
    pool, rng = Pool(), np.random.default_rng([5, training.seen])
    sets = {
        "known": pictures_and_captions(art, 200, 21),
        "first": pictures_and_captions(first, 200, 24),
        "heldOut": pictures_and_captions(Art(held_out=True), 200, 22),
        "heldOutFirst": pictures_and_captions(Art(held_out=True, first=True), 200, 25),
        "unseenWords": pictures_and_captions(art, 200, 23, unseen=True),
    }
    last = last_log = last_save = time.time()
    recent, logged, saved, limit = [], training.seen, 0, arguments.minutes * 60
    while training.spent < limit:
        recent.append(
            training.step(
                *pool.batch(BATCH, rng), phrases, falling(PEAK_RATE, training.steps, WARM_UP, training.spent / limit)
            )
        )
        now = time.time()
        training.spent += now - last
        last = now
        if now - last_log > 30:
            speed = round((training.seen - logged) / (now - last_log), 1)
            log.write(seen=training.seen, spent=round(training.spent), loss=round(float(np.mean(recent)), 4),
                      scale=round(training.scale.exp().item(), 1), per_second=speed)  # fmt: skip
            recent, last_log, logged = [], now, training.seen
        if now - last_save > 120:
            training.save()
            pool.refresh()
            saved += 1
            if saved % 4 == 0:
                log.write(seen=training.seen, **validate(training.average, sets, text))
            last_save = last = time.time()
    training.save()
    log.write(seen=training.seen, spent=round(training.spent), done=True, **validate(training.average, sets, text))


if __name__ == "__main__":
    main()
