"""Compose the pictures of the world: plan what is where, then paint it.

`compose` gives a picture and its plan; `caption_of` says in honest words what the plan holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from . import backdrops, holdout
from .captions import caption_of
from .drawings import Art
from .layouts import LAYOUTS, ODDS
from .places import PICTURE
from .recolour import recolour
from .world import BACKGROUNDS, COLOURS, CONCEPTS

QUIET = ("white", "white", "white", "white", "light gray", "beige", "sky blue", "lavender")
KINDS, KIND_ODDS = ("plain", "quiet", "gradient", "land"), (0.58, 0.74, 0.82, 1.0)  # cumulative
NAMES = tuple(BACKGROUNDS)
NAME_ODDS = np.cumsum([3.0 if name in ("white", "black", "navy blue") else 1.0 for name in NAMES])
NAME_ODDS = NAME_ODDS / NAME_ODDS[-1]
OFTEN, SELDOM = 0.5, 0.3  # how often a concept of any colour, and any other one, is recoloured
Recast = Callable[[np.ndarray], np.ndarray]  # of a thing's pixels uint8 [H, W, 4]


@dataclass
class Thing:
    row: int  # index into the drawings and credits
    concept: int
    set: str
    size: int
    centre: tuple[int, int]
    colour: str = ""  # the word that is true of it, or ''
    recoloured: bool = False
    extent: str = ""  # `big` or `small` beside the other thing


@dataclass
class Scene:
    things: list[Thing] = field(default_factory=list)
    layout: str = "single"  # a name in LAYOUTS
    background: str = ""  # a colour, two colours with ` to ` between, or a landscape's name
    kind: str = "plain"  # of background: plain, quiet (plain, never said), gradient, land


def colour_thing(art: Art, thing: Thing, rng: np.random.Generator) -> None:
    """Decides whether the thing is recoloured; otherwise its colour is what its drawing measures."""
    credit, concept = art.credits[thing.row], CONCEPTS[thing.concept]
    thing.colour, thing.recoloured = credit["colour"], False
    if any(word in COLOURS for word in concept.words[0].split()):
        return
    if rng.random() < (OFTEN if concept.recolour else SELDOM):
        words = [word for word in credit["turns"] if art.part != "seen" or not holdout.coloured(concept.words[0], word)]
        if words:
            thing.colour, thing.recoloured = words[int(rng.integers(len(words)))], True


def choose_background(art: Art, scene: Scene, rng: np.random.Generator) -> None:
    """A background on which the first thing shows, and for which the composition isn't held out."""
    first = scene.things[0]
    mean = np.array(BACKGROUNDS.get(first.colour, (0, 0, 0)) if first.recoloured else art.credits[first.row]["mean"])
    scene.kind = KINDS[int(np.searchsorted(KIND_ODDS, rng.random()))]
    words = [CONCEPTS[thing.concept].words[0] for thing in scene.things]
    if scene.kind == "land":
        lands = [
            name
            for name in backdrops.LANDS
            if art.part != "seen" or not any(holdout.placed(word, name) for word in words)
        ]
        scene.background = lands[int(rng.integers(len(lands)))]
        return
    for _ in range(4):
        quiet = scene.kind == "quiet"
        name = QUIET[int(rng.integers(len(QUIET)))] if quiet else NAMES[int(np.searchsorted(NAME_ODDS, rng.random()))]
        if np.abs(np.array(BACKGROUNDS[name]) - mean).sum() > 90:
            break
    scene.background = name
    if scene.kind == "gradient":
        other = NAMES[int(rng.integers(len(NAMES)))]
        scene.background = f"{name} to {other if other != name else 'white' if name != 'white' else 'black'}"


def plan(art: Art, rng: np.random.Generator, odds: tuple[float, ...] = ODDS) -> Scene:
    """What is in one picture and where, without painting it; `odds` of the layouts, cumulative."""
    scene = Scene(layout=list(LAYOUTS)[int(np.searchsorted(odds, rng.random()))])
    row, concept, chosen = art.pick(rng)
    taken = {concept}
    for index, place in enumerate(LAYOUTS[scene.layout](rng)):
        if index and not scene.layout.startswith("count"):
            for _ in range(6):
                row, concept, _ = art.pick(rng, chosen, without=taken)
                if not held_together(art, taken, concept):
                    break
            taken.add(concept)
        thing = Thing(row, concept, chosen, place.size, place.centre, extent=place.extent)
        colour_thing(art, thing, rng)
        if index and scene.layout.startswith("count"):
            thing.colour, thing.recoloured = scene.things[0].colour, scene.things[0].recoloured
        scene.things.append(thing)
    choose_background(art, scene, rng)
    return scene


def held_together(art: Art, taken: set[int], concept: int) -> bool:
    word = CONCEPTS[concept].words[0]
    return art.part == "seen" and any(holdout.together(CONCEPTS[other].words[0], word) for other in taken)


def cut_out(art: Art, thing: Thing, recast: Recast | None = None) -> Image.Image:
    pixels = art.pixels(thing.row, thing.size)
    if thing.recoloured:
        pixels = recolour(pixels, art.credits[thing.row]["hue"], thing.colour)
    return Image.fromarray(recast(pixels) if recast else pixels)


def paint(art: Art, scene: Scene, rng: np.random.Generator, recast: Recast | None = None) -> np.ndarray:
    """uint8 [256, 256, 3]. `recast` changes the pixels uint8 [H, W, 4] of each thing."""
    if scene.kind == "land":
        canvas = backdrops.land(scene.background, rng)
    elif scene.kind == "gradient":
        canvas = backdrops.gradient(*scene.background.split(" to "), rng)
    else:
        canvas = backdrops.plain(scene.background, rng)
    for thing in scene.things:
        picture = cut_out(art, thing, recast)
        low = scene.kind == "land" and scene.background in backdrops.GROUND and not scene.layout.startswith("above")
        down = int(min(24, PICTURE - 6 - thing.centre[1] - thing.size // 2)) if low else 0
        canvas.paste(picture, (thing.centre[0] - thing.size // 2, thing.centre[1] - thing.size // 2 + down), picture)
    return np.array(canvas)


def compose(art: Art, rng: np.random.Generator, odds: tuple[float, ...] = ODDS) -> tuple[np.ndarray, Scene]:
    """One scene: uint8 [256, 256, 3] and what is on it."""
    scene = plan(art, rng, odds)
    return paint(art, scene, rng), scene


__all__ = ["Art", "Scene", "Thing", "caption_of", "compose", "paint", "plan"]
