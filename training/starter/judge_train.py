"""Train the judge on cached latents and on what the denoiser takes noisy ones for.

    python -m starter.judge_train --drafts           first writes drafts.npy into every shard
    python -m starter.judge_train --minutes 20

A draft is the denoiser's own guess at a picture from a noisy one, which is what the judge will be shown. It sees no held-out
drawing; held-out ones only tell how good it is. Resumes from runs/judge/last.pt.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.attention_processor import AttnProcessor

from .diffusion import Diffusion
from .judge import FOLDER, Judge, accuracy, losses, useful, verdict
from .latents import FOLDER as SHARDS
from .log import Log
from .muon import Muon
from .networks import make_denoiser
from .places import LATENT, RUNS
from .rates import falling
from .shards import load_shard
from .workers import save_whole

BATCH, PEAK_RATE, WARM_UP, AVERAGE = 64, 2e-3, 50, 0.99
DRAFTED, DRAFT_BATCH = 0.5, 16  # share of examples that are drafts


def labelled() -> list[Path]:
    """All shards that have labels."""
    found = [path.parent for stage in ("first", "all") for path in sorted(SHARDS.glob(f"{stage}-???/labels.npy"))]
    if not found:
        raise FileNotFoundError(f"{SHARDS} has no shards with labels: run `python -m starter.latents` first")
    return found


def roughened(latents: torch.Tensor) -> torch.Tensor:
    """Moved by up to two cells, some blurred, some with noise: nothing that the judge may take for a sign."""
    shift = torch.randint(-2, 3, (2,)).tolist()
    moved = F.pad(latents, (2, 2, 2, 2), mode="replicate")
    rows, columns = (slice(2 + by, 2 + by + LATENT) for by in shift)
    moved = moved[:, :, rows, columns]
    soft = F.avg_pool2d(F.pad(moved, (1, 1, 1, 1), mode="replicate"), 3, 1)
    amount = (torch.rand(len(moved), 1, 1, 1) * 1.6 - 0.8).clamp_min(0)
    deviation = (torch.rand(len(moved), 1, 1, 1) - 0.4).clamp_min(0) * 0.6
    return moved.lerp(soft, amount) + deviation * torch.randn_like(moved)


@torch.no_grad()
def guesses(model, diffusion: Diffusion, latents: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
    """What the denoiser takes the pictures for from a middling amount of noise; [N, 6, 32, 32]."""
    t = torch.randint(150, 900, (len(latents),))
    noisy, _ = diffusion.noisy(latents, torch.randn_like(latents), t)
    with torch.autocast("cpu", torch.bfloat16):
        v = model(noisy.contiguous(memory_format=torch.channels_last), t, context, return_dict=False)[0].float()
    alpha, sigma = diffusion.at(t)
    return alpha * noisy - sigma * v


def draft_shard(folder: Path, model, diffusion: Diffusion) -> None:
    """Writes the shard's guesses, float16 [N, 6, 32, 32], to drafts.npy in it."""
    target = folder / "drafts.npy"
    if target.exists():
        return
    shard, made = load_shard(folder), []
    for start in range(0, len(shard["latents"]), DRAFT_BATCH):
        part = slice(start, start + DRAFT_BATCH)
        x = torch.from_numpy(shard["latents"][part].astype(np.float32))
        context = torch.from_numpy(shard["states"][shard["captions"][part, 0]]).bfloat16()
        made.append(guesses(model, diffusion, x, context).numpy().astype(np.float16))
    np.save(folder / "drafts.partial.npy", np.concatenate(made))
    (folder / "drafts.partial.npy").rename(target)


class Examples:
    """Latents and labels of the shards; a share of them drafts, where these have been made."""

    def __init__(self, folders):
        self.parts = []
        for folder in folders:
            labels = np.load(folder / "labels.npy")
            drafts = np.load(folder / "drafts.npy", mmap_mode="r") if (folder / "drafts.npy").exists() else None
            self.parts.append((np.load(folder / "latents.npy", mmap_mode="r"), drafts, labels, useful(labels)))

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
        """Latents float32 [count, 6, 32, 32] and labels [count, 6]."""
        latents, labels = [], []
        for _ in range(count):
            clean, drafts, told, chosen = self.parts[rng.integers(len(self.parts))]
            scene = chosen[rng.integers(len(chosen))]
            drafted = drafts is not None and rng.random() < DRAFTED
            latents.append((drafts if drafted else clean)[scene])
            labels.append(told[scene])
        return torch.from_numpy(np.stack(latents)).float(), torch.from_numpy(np.stack(labels))


def held_out_examples() -> tuple[torch.Tensor, torch.Tensor]:
    """Latents and labels of things in a style in which training never sees them."""
    labels = np.load(SHARDS / "held-out" / "labels.npy")
    chosen = useful(labels)
    latents = np.load(SHARDS / "held-out" / "latents.npy")[chosen].astype(np.float32)
    return torch.from_numpy(latents), torch.from_numpy(labels[chosen])


class Training:
    """What is kept between runs: weights, their running average, samples and seconds."""

    def __init__(self):
        self.judge, self.average = (Judge().to(memory_format=torch.channels_last) for _ in range(2))
        self.average.load_state_dict(self.judge.state_dict())
        self.average.eval().requires_grad_(False)
        self.optimiser = Muon(self.judge.parameters(), adam_decay=0.05)
        self.seen, self.spent, self.steps = 0, 0.0, 0
        if (FOLDER / "last.pt").exists():
            state = torch.load(FOLDER / "last.pt", weights_only=True)
            self.judge.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            self.seen, self.spent = state["seen"], state["spent"]

    def save(self) -> None:
        state = {"model": self.judge.state_dict(), "average": self.average.state_dict()}
        save_whole(state | {"seen": self.seen, "spent": self.spent}, FOLDER / "last.pt")

    def step(self, latents: torch.Tensor, labels: torch.Tensor, share: float) -> float:
        with torch.autocast("cpu", torch.bfloat16):
            loss = losses(*verdict(self.judge, roughened(latents), labels))
        self.optimiser.zero_grad()
        loss.backward()
        self.optimiser.step(falling(PEAK_RATE, self.steps, WARM_UP, share))
        self.steps += 1
        self.seen += len(latents)
        keep = min(AVERAGE, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for kept, now in zip(self.average.parameters(), self.judge.parameters(), strict=True):
                kept.lerp_(now, 1 - keep)
        return loss.item()


def train(minutes: float) -> None:
    training, log, examples, held_out = Training(), Log(FOLDER / "log.jsonl"), Examples(labelled()), held_out_examples()
    rng, recent, limit = np.random.default_rng([6, training.seen]), [], minutes * 60
    last = last_log = time.time()

    def tell() -> None:
        training.save()
        facts = {"seen": training.seen, "spent": round(training.spent), "loss": round(float(np.mean(recent)), 4)}
        log.write(**facts, **accuracy(training.average, *held_out))

    while training.spent < limit:
        recent.append(training.step(*examples.batch(BATCH, rng), training.spent / limit))
        now = time.time()
        training.spent, last = training.spent + now - last, now
        if now - last_log > 60:
            tell()
            recent, last_log = [], now
    if recent:
        tell()


def write_drafts() -> None:
    model = make_denoiser().eval().requires_grad_(False)
    model.load_state_dict(torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)["average"])
    model.set_attn_processor(AttnProcessor())
    model.to(memory_format=torch.channels_last)
    for folder in labelled():
        draft_shard(folder, model, Diffusion())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20, help="in all, earlier runs counted in")
    parser.add_argument("--drafts", action="store_true", help="only write the drafts")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if arguments.drafts:
        write_drafts()
    else:
        train(arguments.minutes)


if __name__ == "__main__":
    main()
