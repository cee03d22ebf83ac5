"""Make many pictures with an exported model; killed and started again, it goes on where it was."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from ..pipeline import FOUR_STEPS, Pipeline


class Model:
    """An exported folder with its own defaults for steps and guidance, or in its quick way."""

    def __init__(self, folder: Path, steps: int = 0, guidance: float = 0.0, quick: bool = False):
        if not (folder / "verso.json").exists():
            raise FileNotFoundError(f"{folder} holds no model: `python -m starter.export --to {folder}` writes one")
        about = json.loads((folder / "verso.json").read_text())
        usual = about["quick" if quick else "defaults"]
        self.folder, self.version, self.quick = folder, about["version"], quick
        self.steps, self.guidance = steps or usual["steps"], guidance or usual["guidance"]
        self.sampler = usual["sampler"]
        self.pipeline = Pipeline(folder, quick)
        self.pipeline.unet.to(memory_format=torch.channels_last)

    def __call__(self, texts: list[str], seeds: list[int]) -> np.ndarray:
        """uint8 [N, 256, 256, 3]; each picture has the noise of its own seed, whatever the batch."""
        with torch.autocast("cpu", torch.bfloat16):  # several times as fast; no figure here hangs on the last bits
            latents = self.pipeline.latents(texts, steps=self.steps, guidance=self.guidance, seeds=seeds)
        return self.pipeline.decode(latents.float())


def sample(model: Model, texts: list[str], to: Path, first_seed: int = 0, batch: int = 16) -> np.ndarray:
    """Pictures of the texts, uint8 [N, 256, 256, 3], kept at `to`.npy with the number made so far beside it.

    Made anew where the texts, steps, guidance, sampler or the model's version have changed.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    array, state = to.with_suffix(".npy"), to.with_suffix(".json")
    about = {"version": model.version, "steps": model.steps, "guidance": model.guidance, "seed": first_seed}
    about |= {"weights": weights_mark(model.folder, model.quick), "sampler": model.sampler}
    done, kept = 0, {}
    if state.exists() and array.exists():
        kept = json.loads(state.read_text())
        common = min(kept["done"], len(texts))
        same = kept["about"] == about and kept["texts"][:common] == texts[:common]
        done = common if same else 0
    pictures = np.zeros((len(texts), 256, 256, 3), np.uint8)
    if done:
        pictures[:done] = np.load(array, mmap_mode="r")[:done]
    for start in range(done, len(texts), batch):
        part = texts[start : start + batch]
        pictures[start : start + batch] = model(part, [first_seed + start + offset for offset in range(len(part))])
        save(array, state, pictures, {"about": about, "texts": texts, "done": start + len(part)})
    return pictures


def save(array: Path, state: Path, pictures: np.ndarray, facts: dict) -> None:
    with (partial := array.with_suffix(".partial")).open("wb") as file:
        np.save(file, pictures[: facts["done"]])
    partial.rename(array)
    state.write_text(json.dumps({**facts, "texts": facts["texts"][: facts["done"]]}))


def weights_mark(folder: Path, quick: bool) -> str:
    """Tells one training state from another: a hash of what makes the pictures."""
    digest = hashlib.sha256((folder / FOUR_STEPS).read_bytes() if quick else b"")
    for part in ("unet", "vae"):
        for file in sorted((folder / part).glob("*.safetensors")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
