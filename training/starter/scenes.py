"""Compose the pictures of the world and say in honest words what is on them."""

import json
import zlib
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from .captions import caption_of
from .places import PICTURE, RUNS
from .recolour import recolour
from .world import BACKGROUNDS, CONCEPTS, FIRST, HUES

QUIET = ("white", "white", "white", "white", "light gray", "beige", "sky blue", "lavender")
LANDS = {
    "on a green meadow under a blue sky": ((150, 210, 250), (120, 185, 80)),
    "on the sand under a blue sky": ((140, 205, 245), (238, 214, 160)),
    "in the snow": ((190, 215, 240), (246, 250, 255)),
    "at night under the stars": ((18, 24, 66), (34, 54, 60)),
}
ALWAYS_SEEN = {"apple", "lemon", "rocket"}  # the acceptance prompts' things are never held out


@dataclass
class Thing:
    row: int  # index into icons and credits
    concept: int
    set: str
    colour: str  # the word that is true of it, or ''
    size: int
    centre: tuple[int, int]


@dataclass
class Scene:
    things: list[Thing] = field(default_factory=list)
    background: str = ""  # words after the things, or '' if nothing is said
    kind: str = "plain"


class Art:
    """The rendered icons with their credits, split by icon into seen and held out."""

    def __init__(self, held_out: bool = False, first: bool = False):
        self.icons = np.load(RUNS / "art" / "icons.npy", mmap_mode="r")
        self.credits = [json.loads(line) for line in (RUNS / "art" / "credits.jsonl").read_text().splitlines()]
        self.by_concept: list[dict[str, list[int]]] = [{} for _ in CONCEPTS]
        for row, credit in enumerate(self.credits):
            if self.is_held_out(row) != held_out:
                continue
            for concept in credit["concepts"]:
                self.by_concept[concept].setdefault(credit["set"], []).append(row)
        self.concepts = [
            index
            for index, sets in enumerate(self.by_concept)
            if sets and (not first or CONCEPTS[index].words[0] in FIRST)
        ]
        weights = np.array([CONCEPTS[index].weight for index in self.concepts])
        self.weights = weights / weights.sum()

    def is_held_out(self, row: int) -> bool:
        """Two in a hundred concept–set pairs are never seen in training (chosen by a hash, so always the same)."""
        credit = self.credits[row]
        words = {CONCEPTS[concept].words[0] for concept in credit["concepts"]}
        return not words & ALWAYS_SEEN and zlib.crc32(f"{credit['set']}:{min(words)}".encode()) % 100 < 2

    def pick(self, rng: np.random.Generator, wanted_set: str = "") -> tuple[int, int, str]:
        """A concept by its weight, then a set, then one of its drawings: (row, concept, set)."""
        for _ in range(50):
            concept = int(rng.choice(self.concepts, p=self.weights))
            sets = self.by_concept[concept]
            if wanted_set and wanted_set not in sets:
                continue
            chosen = wanted_set or str(rng.choice(sorted(sets)))
            return int(rng.choice(sets[chosen])), concept, chosen
        raise RuntimeError(f"no picture of the set {wanted_set} was found")


def _fill(colour: tuple[int, int, int], rng: np.random.Generator) -> np.ndarray:
    jitter = rng.integers(-5, 6, 3) if min(colour) < 250 else np.zeros(3)
    return np.clip(np.array(colour) + jitter, 0, 255)


def _vertical(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    share = np.linspace(0, 1, PICTURE)[:, None, None]
    row = top[None, None] * (1 - share) + bottom[None, None] * share
    return np.broadcast_to(row, (PICTURE, PICTURE, 3)).astype(np.uint8)


def _land(words: str, rng: np.random.Generator) -> np.ndarray:
    sky, ground = (np.array(colour, float) for colour in LANDS[words])
    image = Image.fromarray(_vertical(sky, np.clip(sky + 40, 0, 255)))
    draw = ImageDraw.Draw(image)
    if "stars" in words:
        for x, y in rng.integers((0, 0), (PICTURE, 150), (18, 2)):
            draw.ellipse((x - 1, y - 1, x + 2, y + 2), fill=(255, 246, 200))
    horizon = int(rng.integers(150, 185))
    draw.ellipse((-180, horizon, PICTURE + 180, horizon + 300), fill=tuple(int(value) for value in ground))
    return np.asarray(image)


def _background(scene: Scene, mean: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Paints one background and stores the words for it in the scene."""
    kind = rng.choice(["plain", "quiet", "gradient", "land"], p=[0.66, 0.16, 0.10, 0.08])
    scene.kind = str(kind)
    names = list(BACKGROUNDS)
    odds = np.array([3.0 if name in ("white", "black", "navy blue") else 1.0 for name in names])
    for _ in range(4):
        name = str(rng.choice(QUIET)) if kind == "quiet" else str(rng.choice(names, p=odds / odds.sum()))
        if np.abs(np.array(BACKGROUNDS[name]) - mean).sum() > 90:
            break
    if kind == "quiet":
        return np.broadcast_to(_fill(BACKGROUNDS[name], rng), (PICTURE, PICTURE, 3)).astype(np.uint8)
    if kind == "plain":
        scene.background = name
        return np.broadcast_to(_fill(BACKGROUNDS[name], rng), (PICTURE, PICTURE, 3)).astype(np.uint8)
    if kind == "gradient":
        other = str(rng.choice([other for other in names if other != name]))
        scene.background = f"{name} to {other}"
        return _vertical(_fill(BACKGROUNDS[name], rng), _fill(BACKGROUNDS[other], rng))
    scene.background = str(rng.choice(list(LANDS)))
    return _land(scene.background, rng)


def _cut_out(art: Art, thing: Thing, rng: np.random.Generator) -> Image.Image:
    pixels = np.array(art.icons[thing.row])
    concept = CONCEPTS[thing.concept]
    if concept.recolour and rng.random() < 0.5:
        name = str(rng.choice(list(HUES)))
        changed = recolour(pixels, HUES[name], bright=name in ("yellow", "orange", "pink"))
        if changed is not None:
            pixels, thing.colour = changed, name
    return Image.fromarray(pixels, "RGBA").resize((thing.size, thing.size), Image.LANCZOS)


def _mean_colour(picture: Image.Image) -> np.ndarray:
    pixels = np.asarray(picture.resize((16, 16), Image.BOX)).astype(float)
    alpha = pixels[..., 3:]
    return (pixels[..., :3] * alpha).sum((0, 1)) / max(alpha.sum(), 1)


def compose(art: Art, rng: np.random.Generator) -> tuple[np.ndarray, Scene]:
    """One scene: uint8 [256, 256, 3] and what is on it."""
    scene = Scene()
    row, concept, chosen = art.pick(rng)
    middle = PICTURE // 2
    if rng.random() < 0.06:
        sides = [(64, middle), (192, middle)]
        for side in sides:
            if scene.things:
                row, concept, chosen = art.pick(rng, chosen)
            centre = (side[0] + int(rng.integers(-5, 6)), side[1] + int(rng.integers(-12, 13)))
            scene.things.append(
                Thing(row, concept, chosen, CONCEPTS[concept].colour, int(rng.integers(98, 126)), centre)
            )
    else:
        size = int(rng.choice([112, 144, 176, 200, 220], p=[0.04, 0.10, 0.36, 0.40, 0.10]))
        reach = min(8, (PICTURE - size) // 2)
        centre = (middle + int(rng.integers(-reach, reach + 1)), middle + int(rng.integers(-reach, reach + 1)))
        scene.things.append(Thing(row, concept, chosen, CONCEPTS[concept].colour, size, centre))
    cut = [_cut_out(art, thing, rng) for thing in scene.things]
    canvas = Image.fromarray(_background(scene, _mean_colour(cut[0]), rng)).convert("RGB")
    for thing, picture in zip(scene.things, cut, strict=True):
        corner = (thing.centre[0] - thing.size // 2, thing.centre[1] - thing.size // 2)
        canvas.paste(picture, corner, picture)
    return np.asarray(canvas), scene


__all__ = ["Art", "Scene", "Thing", "caption_of", "compose"]
