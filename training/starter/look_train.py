"""Which set does a picture look like? Trained on what the decoder makes of cached latents, to teach the denoiser by.

    python -m starter.look_train

Learns to decode to half size (starter/half_decoder.py), decodes scenes of one thing, counts their look (starter/look.py),
and fits small networks to it. It sees no held-out drawing; held-out ones only tell how good it is. Writes
runs/look/last.pt after some ten minutes of one core.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .half_decoder import HalfDecoder, learn_to_read
from .judge import SINGLE
from .judge_train import Examples, labelled
from .labels import LAYOUT, NONE, SET
from .latents import FOLDER as SHARDS
from .log import Log
from .look import FEATURES, look_of
from .places import RUNS
from .rates import falling
from .workers import save_whole
from .world import SETS

FOLDER = RUNS / "look"
HIDDEN, NETWORKS = 96, 3
STEPS, BATCH, PEAK_RATE, WARM_UP, DECAY, SMOOTHING = 1200, 1024, 3e-3, 20, 0.2, 0.05
DECODED, DRAFTS_EVERY = 8, 4  # pictures at once; one shard in so many gives its drafts too, so that soft ones are known
LOOKED = 12  # pictures of a batch that are decoded, which takes time
LOOKS = 5.0  # what their look counts beside the judge


class LookClassifier(nn.Module):
    """Logits of the sets [N, sets], the mean of several networks, of looks [N, FEATURES]."""

    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("deviation", torch.ones(FEATURES))
        self.networks = nn.ModuleList(
            nn.Sequential(nn.Linear(FEATURES, HIDDEN), nn.GELU(), nn.Dropout(0.3), nn.Linear(HIDDEN, len(SETS)))
            for _ in range(NETWORKS)
        )

    def each(self, looks: torch.Tensor) -> list[torch.Tensor]:
        scaled = (looks - self.mean) / self.deviation
        return [network(scaled) for network in self.networks]

    def forward(self, looks: torch.Tensor) -> torch.Tensor:
        return torch.stack(self.each(looks)).mean(0)


class Look:
    """What latents look like to somebody who sees the picture."""

    def __init__(self, half: HalfDecoder, classifier: LookClassifier):
        self.half, self.classifier = half, classifier

    def logits(self, latents: torch.Tensor) -> torch.Tensor:
        """Of the sets [N, sets]; latents [N, 6, 32, 32]."""
        with torch.autocast("cpu", torch.bfloat16):
            pictures = self.half(latents.contiguous(memory_format=torch.channels_last))
        with torch.autocast("cpu", enabled=False):
            return self.classifier(look_of(pictures.float()))

    def unlike(self, latents: torch.Tensor, sets: torch.Tensor) -> tuple[torch.Tensor, dict[str, float]]:
        """How unlike their sets the first few look: cross-entropy; and the share that is right, by name. `sets` [N], NONE
        where nothing is asked."""
        asked = (sets != NONE).nonzero()[:LOOKED, 0]
        if not len(asked):
            return torch.zeros(()), {}
        logits, wanted = self.logits(latents[asked]), sets[asked].long()
        return F.cross_entropy(logits, wanted), {"look": float((logits.argmax(1) == wanted).float().mean())}


@torch.no_grad()
def looks_in(folder: Path, name: str, half: HalfDecoder) -> tuple[torch.Tensor, torch.Tensor]:
    """Looks and sets of the shard's scenes of one thing; of its latents or its drafts."""
    labels = np.load(folder / "labels.npy")
    chosen = np.nonzero(labels[:, LAYOUT] == SINGLE)[0]
    latents, looks = np.load(folder / f"{name}.npy", mmap_mode="r"), []
    for part in np.array_split(chosen, -(-len(chosen) // DECODED)):
        z = torch.from_numpy(latents[part].astype(np.float32)).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16):
            pictures = half(z)
        looks.append(look_of(pictures.float()))
    return torch.cat(looks), torch.from_numpy(labels[chosen, SET].astype(np.int64))


def fitted(looks: torch.Tensor, sets: torch.Tensor) -> LookClassifier:
    classifier = LookClassifier()
    classifier.mean.copy_(looks.mean(0))
    classifier.deviation.copy_(looks.std(0) + 0.02)
    optimiser = torch.optim.AdamW(classifier.networks.parameters(), PEAK_RATE, weight_decay=DECAY)
    for step in range(STEPS):
        batch = torch.randint(0, len(looks), (BATCH,))
        loss = sum(
            F.cross_entropy(logits, sets[batch], label_smoothing=SMOOTHING) for logits in classifier.each(looks[batch])
        )
        optimiser.param_groups[0]["lr"] = falling(PEAK_RATE, step, WARM_UP, step / STEPS)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return classifier.eval()


def load_look() -> Look:
    path = FOLDER / "last.pt"
    if not path.exists():
        sys.exit(f"{path} is missing: run `python -m starter.look_train` first")
    state, half = torch.load(path, weights_only=True), HalfDecoder()
    half.read.load_state_dict(state["read"])
    classifier = LookClassifier()
    classifier.load_state_dict(state["classifier"])
    return Look(half.eval().requires_grad_(False), classifier.eval().requires_grad_(False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, default=8, help="of scenes to learn from")
    folders = labelled()[: parser.parse_args().shards]
    torch.set_num_threads(1)
    torch.manual_seed(0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    half, log, parts, begun = HalfDecoder(), Log(FOLDER / "log.jsonl"), [], time.time()
    error = learn_to_read(half, Examples(folders), np.random.default_rng(9))
    half.eval().requires_grad_(False)
    for index, folder in enumerate(folders):
        parts.append(looks_in(folder, "latents", half))
        if index % DRAFTS_EVERY == 0 and (folder / "drafts.npy").exists():
            parts.append(looks_in(folder, "drafts", half))
    looks, sets = (torch.cat(side) for side in zip(*parts, strict=True))
    classifier = fitted(looks, sets)
    held_out, truth = looks_in(SHARDS / "held-out", "latents", half)
    right = float((classifier(held_out).argmax(1) == truth).float().mean())
    facts = {"seen": len(looks), "spent": round(time.time() - begun)}
    log.write(**facts, readError=round(error, 2), set=round(right, 3))
    save_whole({"read": half.read.state_dict(), "classifier": classifier.state_dict()}, FOLDER / "last.pt")


if __name__ == "__main__":
    main()
