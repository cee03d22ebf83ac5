"""Random batches over the cached shards on disk, memory-mapped; new shards are taken up while training runs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .latents import FOLDER

DROPOUT = 0.1  # share of scenes shown without their caption, for guidance
GROWTH = (120_000, 600_000, 0.3)  # samples until which the first stage is alone, after which its share stays at …


@dataclass(frozen=True)
class Batch:
    latents: torch.Tensor  # float32 [N, 6, 32, 32]
    recast: torch.Tensor  # [N, 6, 32, 32]: the same scenes in another set's palette; as they are where no style is told
    context: torch.Tensor  # bfloat16 [N, 32, 384]: token states of the captions
    unstyled: torch.Tensor  # [N, 32, 384]: of those without the style word


def load_shard(folder: Path) -> dict[str, np.ndarray]:
    """By name: latents [N, 6, 32, 32], those in another palette (recast), indices of captions [N, 2], token states
    [M, 32, 384], and for each of these the index of the caption without a style word (unstyled) [M]."""
    names = ("latents", "recast", "captions", "states", "unstyled")
    lacking = [f"{name}.npy" for name in names if not (folder / f"{name}.npy").exists()]
    if lacking:
        raise FileNotFoundError(
            f"{folder} lacks {' and '.join(lacking)}, as an older version made it: remove it and run "
            "`python -m starter.latents` again, with the options for that shard"
        )
    return {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names}


def first_share(seen: int) -> float:
    """Share of samples taken from the first stage's things: alone at first, then ever fewer."""
    start, end, least = GROWTH
    return 1 - (1 - least) * min(1.0, max(0.0, (seen - start) / (end - start)))


class Shards:
    def __init__(self, folder: Path = FOLDER):
        self.folder = folder
        self.parts: dict[str, dict[str, dict]] = {"first": {}, "all": {}}
        if not (folder / "empty.npy").exists():
            raise FileNotFoundError(f"{folder} has no empty.npy: run `python -m starter.latents --held-out` first")
        self.empty = np.load(folder / "empty.npy")
        self.refresh()
        if not len(self):
            raise FileNotFoundError(
                f"{folder} has no shards: run `python -m starter.latents --first --shards 0 8` first"
            )

    def __len__(self) -> int:
        return sum(len(parts) for parts in self.parts.values())

    def refresh(self) -> None:
        for stage, parts in self.parts.items():
            for folder in sorted(self.folder.glob(f"{stage}-???")):
                if folder.name not in parts:
                    parts[folder.name] = load_shard(folder)

    def batch(self, count: int, seen: int, rng: np.random.Generator, dropout: float = DROPOUT) -> Batch:
        latents, recast, states, unstyled = [], [], [], []
        stages = {stage: list(parts.values()) for stage, parts in self.parts.items() if parts}
        for _ in range(count):
            wanted = "first" if rng.random() < first_share(seen) else "all"
            parts = stages.get(wanted) or next(iter(stages.values()))
            shard = parts[rng.integers(len(parts))]
            scene = rng.integers(len(shard["latents"]))
            wording = shard["captions"][scene, rng.integers(shard["captions"].shape[1])]
            bare, told = shard["unstyled"][wording], rng.random() >= dropout
            latents.append(shard["latents"][scene])
            recast.append(shard["recast" if told and bare != wording else "latents"][scene])
            states.append(shard["states"][wording] if told else self.empty)
            unstyled.append(shard["states"][bare] if told else self.empty)
        pictures = (torch.from_numpy(np.stack(each)).float() for each in (latents, recast))
        contexts = (torch.from_numpy(np.stack(each)).bfloat16() for each in (states, unstyled))
        return Batch(*pictures, *contexts)
