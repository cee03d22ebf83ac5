"""Random batches over the cached shards on disk, memory-mapped; new shards are taken up while training runs."""

from pathlib import Path

import numpy as np
import torch

from .latents import FOLDER

DROPOUT = 0.1  # share of scenes shown without their caption, for guidance
GROWTH = (120_000, 600_000, 0.3)  # samples until which the first stage is alone, after which its share stays at …


def load_shard(folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Latents [N, 6, 32, 32], indices of captions [N, 2], token states [M, 32, 384], and for each of these the index of the
    caption without a style word [M]."""
    names = ("latents", "captions", "states", "unstyled")
    if not (folder / "unstyled.npy").exists():
        raise FileNotFoundError(
            f"{folder} lacks unstyled.npy, as an older version made it: remove it and run `python -m starter.latents` again, "
            "with the options for that shard"
        )
    return tuple(np.load(folder / f"{name}.npy", mmap_mode="r") for name in names)


def first_share(seen: int) -> float:
    """Share of samples taken from the first stage's things: alone at first, then ever fewer."""
    start, end, least = GROWTH
    return 1 - (1 - least) * min(1.0, max(0.0, (seen - start) / (end - start)))


class Shards:
    def __init__(self, folder: Path = FOLDER):
        self.folder = folder
        self.parts: dict[str, dict[str, tuple]] = {"first": {}, "all": {}}
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

    def batch(
        self, count: int, seen: int, rng: np.random.Generator, dropout: float = DROPOUT
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Latents float32 [count, 6, 32, 32] and token states bfloat16 [count, 32, 384], with the style word and without."""
        latents, states, unstyled = [], [], []
        stages = {stage: list(parts.values()) for stage, parts in self.parts.items() if parts}
        for _ in range(count):
            wanted = "first" if rng.random() < first_share(seen) else "all"
            parts = stages.get(wanted) or next(iter(stages.values()))
            all_latents, all_captions, all_states, without_style = parts[rng.integers(len(parts))]
            scene = rng.integers(len(all_latents))
            latents.append(all_latents[scene])
            wording = all_captions[scene, rng.integers(all_captions.shape[1])]
            told = rng.random() >= dropout
            states.append(all_states[wording] if told else self.empty)
            unstyled.append(all_states[without_style[wording]] if told else self.empty)
        contexts = (torch.from_numpy(np.stack(each)).bfloat16() for each in (states, unstyled))
        return torch.from_numpy(np.stack(latents)).float(), *contexts
