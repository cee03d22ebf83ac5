"""Wishes: captions without pictures, with what a picture of them should show.

Things are wished for in every style and colour, whether or not somebody drew them so; what is held out is never wished for
(starter/holdout.py), or the evaluation would ask what training has practised.
"""

from dataclasses import dataclass

import numpy as np

from . import holdout
from .captions import styled, what, where
from .drawings import Art
from .labels import FIRST_COLOUR, LAST_COLOUR, NONE, SET, labels_of
from .layouts import PRACTISED
from .scenes import Scene, choose_background, plan
from .world import COLOURS, CONCEPTS, SETS

STYLED, COLOURED = 0.85, 0.4  # shares of wishes that name a style; of things that are wished for in a colour
LAYOUTS = ("single", "beside", "above")


@dataclass(frozen=True)
class Wish:
    text: str
    labels: np.ndarray  # as of starter/labels.py; NONE for what isn't said
    set: str  # whose palette a picture of it should have, or ''


def colours_for(word: str) -> list[str]:
    """Colours that may be asked of a thing; none where its own word names one."""
    if any(part in COLOURS for part in word.split()):
        return []
    return [colour for colour in COLOURS if not holdout.coloured(word, colour)]


def sets_for(words: list[str]) -> list[str]:
    return [name for name in SETS if not any(holdout.pair(name, word) for word in words)]


def wished_scene(art: Art, rng: np.random.Generator) -> Scene:
    scene = plan(art, rng, PRACTISED)
    while scene.layout not in LAYOUTS:
        scene = plan(art, rng, PRACTISED)
    words = [CONCEPTS[thing.concept].words[0] for thing in scene.things]
    sets = sets_for(words)
    chosen = sets[int(rng.integers(len(sets)))]
    for thing, word in zip(scene.things, words, strict=True):
        colours = colours_for(word) if rng.random() < COLOURED else []
        thing.set, thing.recoloured = chosen, bool(colours)
        thing.colour = colours[int(rng.integers(len(colours)))] if colours else ""
    choose_background(art, scene, rng)
    return scene


def palette_of(scene: Scene, says_style: bool) -> str:
    """The set whose palette a picture should have, or '' where none is asked, or a landscape or a colour asks for others."""
    free = scene.kind != "land" and not any(thing.recoloured for thing in scene.things)
    return scene.things[0].set if says_style and free else ""


def wish(art: Art, rng: np.random.Generator) -> Wish:
    scene = wished_scene(art, rng)
    labels, text = labels_of(scene), what(scene, rng, False) + where(scene, rng, False)
    if says_style := rng.random() < STYLED:
        text = styled(text, scene.things[0].set, rng, False)
    else:
        labels[SET] = NONE
    for column, thing in ((FIRST_COLOUR, scene.things[0]), (LAST_COLOUR, scene.things[-1])):
        labels[column] = labels[column] if thing.recoloured else NONE
    return Wish(text, labels, palette_of(scene, says_style))
