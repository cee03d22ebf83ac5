"""Near-identical drawings: found by a perceptual hash and by a small embedding, kept once.

    python -m starter.dedup      a second search, by the trained matcher's vectors; logs to runs/art, drops nothing

Two drawings are the same where their hashes differ in few bits and their embeddings nearly agree. The hash is a 64-bit
difference hash of lightness over mid-gray; the embedding is the drawing at 16 × 16 with its colours and its alpha, so
that a red and a blue heart stay two drawings.
"""

import json
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .sources import ART

HASH_BITS, SAME_PIXELS = 6, 0.0145  # largest distances of two drawings that count as one
CLOSE_BITS, CLOSE_PIXELS = 10, 0.05  # … that are merely reported
EMBEDDED = ART / "embedding-duplicates.jsonl"  # pairs that the second search lists
ALIKE = 0.97  # cosine of the matcher's vectors from which a pair is listed


@dataclass(frozen=True)
class Pair:
    first: int
    second: int
    bits: int
    distance: float

    @property
    def same(self) -> bool:
        return self.bits <= HASH_BITS and self.distance <= SAME_PIXELS


def over_gray(pixels: np.ndarray, mode: str = "L") -> Image.Image:
    drawing = Image.fromarray(pixels)
    page = Image.new("RGBA", drawing.size, (128, 128, 128, 255))
    page.alpha_composite(drawing)
    return page.convert(mode)


def hash_of(gray: Image.Image) -> np.ndarray:
    """Difference hash, bool [64]: is a cell of 8 × 8 lighter than its right neighbour?"""
    cells = np.asarray(gray.resize((9, 8), Image.BOX)).astype(int)
    return (cells[:, :-1] > cells[:, 1:]).reshape(-1)


def embedding_of(pixels: np.ndarray) -> np.ndarray:
    """float32 [1024]: premultiplied colour and alpha at 16 × 16, in 0…1."""
    small = np.asarray(Image.fromarray(pixels).resize((16, 16), Image.BOX)).astype(np.float32) / 255
    return np.concatenate([small[..., :3] * small[..., 3:], small[..., 3:]], 2).reshape(-1)


def near_pairs(pictures) -> list[Pair]:
    """All close pairs among uint8 pictures [N, H, W, 4], the closest first."""
    hashes = np.stack([hash_of(over_gray(picture)) for picture in pictures]).astype(np.float32)
    embeddings = np.stack([embedding_of(picture) for picture in pictures])
    pairs, ones = [], hashes.sum(1)
    for start in range(0, len(hashes), 512):
        block = hashes[start : start + 512]
        bits = ones[start : start + 512, None] + ones[None] - 2 * block @ hashes.T
        for first, second in zip(*np.nonzero(bits <= CLOSE_BITS), strict=True):
            if start + first < second:
                distance = float(np.abs(embeddings[start + first] - embeddings[second]).mean())
                if distance <= CLOSE_PIXELS:
                    pairs.append(Pair(int(start + first), int(second), int(bits[first, second]), round(distance, 4)))
    return sorted(pairs, key=lambda pair: (pair.distance, pair.bits))


def repeated(pairs: list[Pair]) -> dict[int, int]:
    """Which drawing repeats which earlier one, each chain followed to its first."""
    kept: dict[int, int] = {}
    for pair in sorted((pair for pair in pairs if pair.same), key=lambda pair: (pair.first, pair.second)):
        first = kept.get(pair.first, pair.first)
        kept.setdefault(pair.second, first)
    return kept


def alike(vectors: np.ndarray, least: float = ALIKE) -> list[tuple[int, int, float]]:
    """Pairs of unit vectors [N, D] with at least that cosine, the nearest first."""
    found = []
    for start in range(0, len(vectors), 512):
        similar = vectors[start : start + 512] @ vectors.T
        for first, second in zip(*np.nonzero(similar >= least), strict=True):
            if start + first < second:
                found.append((int(start + first), int(second), round(float(similar[first, second]), 4)))
    return sorted(found, key=lambda pair: -pair[2])


def main() -> None:
    from .matcher import embed, load_trained

    credits = [json.loads(line) for line in (ART / "credits.jsonl").read_text().splitlines()]
    pictures, matcher = np.load(ART / "icons-96.npy", mmap_mode="r"), load_trained()
    parts = []
    for start in range(0, len(pictures), 256):
        gray = [over_gray(np.asarray(picture), "RGB") for picture in pictures[start : start + 256]]
        parts.append(embed(matcher, np.stack([np.asarray(picture) for picture in gray])))
    name = [f"{row['set']}/{row['name']}" for row in credits]
    pairs = alike(np.concatenate(parts))
    lines = [json.dumps({"first": name[one], "second": name[two], "cosine": value}) + "\n" for one, two, value in pairs]
    EMBEDDED.write_text("".join(lines))
    print(f"{len(pairs)} pairs of {len(name)} drawings have a cosine of at least {ALIKE}")


if __name__ == "__main__":
    main()
