"""Are training drawings simply reproduced? The nearest one to each generated picture, by hash and by embedding.

The thing is cut out of its background and laid on mid-gray at a fixed size; drawings go the same way. A picture counts as
a copy where hash and small picture agree (the same outline and the same colours), or where the matcher's vectors
nearly coincide. The thresholds are set by what can be known: of real drawings that are held out, which cannot be copies,
at most FALSE_ALARMS are called so; of planted copies, training drawings composed and put through the autoencoder, the
share that is found is reported beside.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from PIL import Image

from ..captions import caption_of
from ..drawings import Art
from ..scenes import Scene, Thing, paint, plan
from .foreground import box_of, mask_of

FALSE_ALARMS = 0.01
TWINS = {
    "fluent-emoji",
    "fluent-emoji-flat",
}  # the same drawings, graded and flat: a held-out one has its twin in training
GRAY, SIDE = 128, 96


@dataclass(frozen=True)
class Prints:
    """What pictures are compared by. hashes: ±1 [N, 64]; small: [N, 768] in 0…1; vectors: unit [N, 384]."""

    hashes: np.ndarray
    small: np.ndarray
    vectors: np.ndarray


def on_gray(picture: np.ndarray) -> np.ndarray:
    """uint8 [96, 96, 3]: the things of a picture, cut out, centred, filling a mid-gray square."""
    mask = mask_of(picture)
    box = box_of(mask)
    if box is None:
        return np.asarray(Image.fromarray(picture).resize((SIDE, SIDE), Image.BOX))
    left, top, right, bottom = box
    part = np.where(mask[top:bottom, left:right, None], picture[top:bottom, left:right], GRAY).astype(np.uint8)
    edge = max(part.shape[:2])
    page = Image.new("RGB", (edge, edge), (GRAY, GRAY, GRAY))
    page.paste(Image.fromarray(part), ((edge - part.shape[1]) // 2, (edge - part.shape[0]) // 2))
    return np.asarray(page.resize((SIDE, SIDE), Image.BOX))


def prints_of(pictures: np.ndarray, embed) -> Prints:
    cut = np.stack([on_gray(picture) for picture in pictures])
    hashes, small = [], []
    for picture in cut:
        image = Image.fromarray(picture)
        cells = np.asarray(image.convert("L").resize((9, 8), Image.BOX)).astype(int)
        hashes.append(np.where(cells[:, :-1] > cells[:, 1:], 1, -1).reshape(-1))
        small.append(np.asarray(image.resize((16, 16), Image.BOX)).reshape(-1) / 255)
    return Prints(np.array(hashes, np.float32), np.array(small, np.float32), embed(cut))


@dataclass(frozen=True)
class Nearest:
    """For each picture its nearest drawing: rows and distances by hash with small picture, and by vector."""

    row: np.ndarray
    distance: np.ndarray  # mean of the share of differing bits and of five times the difference of small pictures
    similar_row: np.ndarray
    similarity: np.ndarray


def nearest(pictures: Prints, drawings: Prints) -> Nearest:
    bits = (64 - pictures.hashes @ drawings.hashes.T) / 128
    rows, distances = [], []
    for index, small in enumerate(pictures.small):
        close = np.argsort(bits[index])[:64]
        away = bits[index][close] + 5 * np.abs(drawings.small[close] - small).mean(1)
        rows.append(close[away.argmin()])
        distances.append(away.min() / 2)
    similar = pictures.vectors @ drawings.vectors.T
    return Nearest(np.array(rows), np.array(distances), similar.argmax(1), similar.max(1))


def wilson(count: int, of: int) -> tuple[float, float]:
    """95 % interval of a share; Wilson 1927, https://doi.org/10.2307/2276774."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, count / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, float(centre - half)), min(1.0, float(centre + half))


class Detector:
    """Knows the training drawings and the two thresholds."""

    def __init__(self, embed, vae_through, drawings: int = 0, controls: int = 100):
        self.embed, art = embed, Art()
        self.rows = sorted(row for sets in art.by_concept for rows in sets.values() for row in rows)
        self.rows = self.rows[: drawings or None]
        self.names = [f"{art.credits[row]['set']}/{art.credits[row]['name']}" for row in self.rows]
        rng = np.random.default_rng(41)
        self.drawings = prints_of(np.stack([alone(art, row, rng) for row in self.rows]), embed)
        strangers = Art(held_out=True)
        other = [row for sets in strangers.by_concept for name in sets.keys() - TWINS for row in sorted(sets[name])]
        self.clean = nearest(prints_of(np.stack([alone(strangers, row, rng) for row in other]), embed), self.drawings)
        self.distance = float(np.quantile(self.clean.distance, FALSE_ALARMS))
        self.similarity = float(np.quantile(self.clean.similarity, 1 - FALSE_ALARMS))
        planted = [self.rows[index] for index in rng.permutation(len(self.rows))[:controls]]
        copies = vae_through(np.stack([alone(art, row, rng) for row in planted]))
        self.planted = nearest(prints_of(copies, embed), self.drawings)

    def copied(self, found: Nearest) -> tuple[np.ndarray, np.ndarray]:
        """bool [N] by hash and small picture, bool [N] by vector."""
        return found.distance < self.distance, found.similarity > self.similarity

    def rates(self, found: Nearest) -> dict:
        by_hash, by_vector = self.copied(found)
        either = by_hash | by_vector
        low, high = wilson(int(either.sum()), len(either))
        return {
            "pictures": len(either),
            "byHash": round(float(by_hash.mean()), 4),
            "byEmbedding": round(float(by_vector.mean()), 4),
            "either": round(float(either.mean()), 4),
            "interval": [round(low, 4), round(high, 4)],
        }

    def report(self, pictures: np.ndarray) -> dict:
        found = nearest(prints_of(pictures, self.embed), self.drawings)
        by_hash, _ = self.copied(found)
        most = Counter(self.names[found.row[index]] for index in np.nonzero(by_hash)[0]).most_common(10)
        return {**self.rates(found), "mostCopied": most}

    def about(self) -> dict:
        return {
            "drawings": len(self.rows),
            "plantedCopies": self.rates(self.planted),
            "heldOutDrawings": self.rates(self.clean),
        }


def alone(art: Art, row: int, rng: np.random.Generator) -> np.ndarray:
    """The drawing alone on a plain background on which it shows."""
    light = sum(art.credits[row]["mean"]) > 560
    scene = Scene(
        [Thing(row, 0, art.credits[row]["set"], 184, (128, 128))], background="navy blue" if light else "white"
    )
    return paint(art, scene, rng)


def training_texts(count: int, first: bool, seed: int = 42) -> list[str]:
    """Captions as training sees them, of pictures of one thing (those that could be a copy of one drawing)."""
    rng, art, texts = np.random.default_rng(seed), Art(first=first), []
    while len(texts) < count:
        scene = plan(art, rng)
        if scene.layout == "single":
            texts.append(caption_of(scene, rng))
    return texts


def repeated_captions(count: int, first: bool, drawn: int = 40_000, seed: int = 43) -> list[str]:
    """The most frequent captions among many drawn ones: what a model would learn by heart first."""
    rng, art = np.random.default_rng(seed), Art(first=first)
    counts = Counter(caption_of(plan(art, rng), rng) for _ in range(drawn))
    return [text for text, _ in counts.most_common(count)]
