"""Pictures and captions for the matcher, made in advance: composing and reading text cost more than seeing them.

    python -m starter.matcher_pool --parts 20

Each part, runs/matcher/pool/part-NNN, holds 2,000 scenes: pictures uint8 [2000, 72, 72, 3] (a margin lets crops move),
vectors float16 [2000, 2, 384] of two captions each, and the phrases that are true of them, int16 [2000, 4]. Some pictures
are spoilt as a weak model spoils them, so that generated ones aren't foreign. Parts that are there are left out, so the same
command resumes; training takes up new ones while it runs.
"""

import argparse
import shutil

import numpy as np
import torch
from PIL import Image

from .matcher import EDGE, FOLDER
from .matcher_phrases import Phrases
from .scenes import Art, caption_of, compose
from .spoilt import spoilt
from .text import load_text, sentences_of

SCENES, WORDINGS = 2000, 2
FIRST_SHARE, SPOILT, TURN = 0.5, 0.2, 6  # of the first stage's things; of spoilt pictures; degrees to either side
ROOM = EDGE + 8
POOL = FOLDER / "pool"


def glimpse(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """uint8 [ROOM, ROOM, 3] of a picture, turned a little and cut at its border by up to a twelfth in all."""
    image = Image.fromarray(picture)
    if rng.random() < 0.5:
        corner = tuple(int(value) for value in picture[4, 4])
        image = image.rotate(float(rng.uniform(-TURN, TURN)), Image.BILINEAR, fillcolor=corner)
    left, top, right, bottom = rng.uniform((0, 0, 246, 246), (10, 10, 256, 256))
    return np.asarray(image.resize((ROOM, ROOM), Image.BOX, box=(left, top, right, bottom)))


def make_part(index: int, arts: tuple[Art, Art], phrases: Phrases, text) -> None:
    """Writes one part whole or not at all."""
    rng = np.random.default_rng([5, index])
    pictures, targets, captions = np.empty((SCENES, ROOM, ROOM, 3), np.uint8), [], []
    for place in range(SCENES):
        picture, scene = compose(arts[rng.random() >= FIRST_SHARE], rng)
        picture = spoilt(picture, rng) if rng.random() < SPOILT else picture
        pictures[place] = glimpse(picture, rng)
        targets.append(phrases.targets(scene))
        captions += [caption_of(scene, rng) for _ in range(WORDINGS)]
    target = POOL / f"part-{index:03}.partial"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    np.save(target / "pictures.npy", pictures)
    np.save(target / "vectors.npy", sentences_of(captions, *text).half().numpy().reshape(SCENES, WORDINGS, -1))
    np.save(target / "targets.npy", np.array(targets, np.int16))
    target.rename(POOL / f"part-{index:03}")


class Pool:
    """Random batches over the parts on disk, memory-mapped."""

    def __init__(self):
        self.parts: dict[str, tuple[np.ndarray, ...]] = {}
        self.refresh()
        if not self.parts:
            raise FileNotFoundError(f"{POOL} has no parts: run `python -m starter.matcher_pool` first")

    def refresh(self) -> None:
        for folder in sorted(POOL.glob("part-???")):
            if folder.name not in self.parts:
                names = ("pictures", "vectors", "targets")
                self.parts[folder.name] = tuple(np.load(folder / f"{name}.npy", mmap_mode="r") for name in names)

    def batch(self, count: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Pictures [count, 3, 64, 64], moved a little, some with noise; vectors [count, 384]; phrases [count, 4]."""
        parts, crops, vectors, targets = list(self.parts.values()), [], [], []
        corners = rng.integers(0, ROOM - EDGE + 1, (count, 2))
        for top, left in corners:
            pictures, words, phrases = parts[rng.integers(len(parts))]
            place = rng.integers(len(pictures))
            crops.append(pictures[place, top : top + EDGE, left : left + EDGE])
            vectors.append(words[place, rng.integers(WORDINGS)])
            targets.append(phrases[place])
        x = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float().div(127.5).sub(1)
        noise = torch.randn(x.shape) * (torch.rand(len(x), 1, 1, 1) - 0.4).clamp_min(0) * 0.25
        x = (x + noise).clamp(-1, 1).contiguous(memory_format=torch.channels_last)
        return x, torch.from_numpy(np.stack(vectors)).float(), torch.from_numpy(np.stack(targets)).long()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    arts, text = (Art(first=True), Art()), load_text()
    phrases = Phrases(text)
    for index in range(arguments.parts):
        if not (POOL / f"part-{index:03}").exists():
            make_part(index, arts, phrases, text)
            print("part", index, flush=True)


if __name__ == "__main__":
    main()
