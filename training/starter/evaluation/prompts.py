"""The held-out prompts: each with the plan of a picture, so that a real one can be painted beside the generated one.

Nothing here was seen in training: things in a style in which they never appeared, colours, landscapes and neighbours that
were held out (see `starter/holdout.py`), and wordings that training never uses. The list is always the same.
"""

from dataclasses import dataclass

import numpy as np

from .. import backdrops, holdout
from ..captions import caption_of
from ..drawings import INDEX, Art
from ..plural import article
from ..scenes import Scene, Thing
from ..world import BACKGROUNDS, COLOURS, CONCEPTS, FIRST, SETS

KINDS = ("single", "colour", "place", "pair", "unseen")
SHARES = {"single": 60, "colour": 40, "place": 30, "pair": 50, "unseen": 20}


@dataclass(frozen=True)
class Prompt:
    kind: str
    text: str
    scene: Scene
    part: str  # which part of the art paints the real picture: `pair` (held-out drawings) or `seen`

    @property
    def words(self) -> list[str]:
        """The plainest word of each thing."""
        return [CONCEPTS[thing.concept].words[0] for thing in self.scene.things]


def named(word: str, colour: str = "") -> str:
    phrase = f"{colour} {word}".strip()
    return phrase if word in CONCEPTS[INDEX[word]].bare else f"{article(phrase)} {phrase}"


def on_plain(name: str) -> str:
    return f" on {article(name)} {name} background"


def pick(choices, rng: np.random.Generator):
    return choices[int(rng.integers(len(choices)))]


def a_background(art: Art, row: int, rng: np.random.Generator) -> str:
    """A plain background on which the drawing shows."""
    mean = np.array(art.credits[row]["mean"])
    fit = [name for name, value in BACKGROUNDS.items() if np.abs(np.array(value) - mean).sum() > 150]
    return pick(fit or ["white"], rng)


def singles(art: Art, count: int, rng: np.random.Generator) -> list[Prompt]:
    """A thing in a style in which training never saw it."""
    rows = [row for concept in art.concepts for rows in art.by_concept[concept].values() for row in rows]
    found = []
    for index in range(count):
        row = rows[index % len(rows)]
        credit = art.credits[row]
        name = a_background(art, row, rng)
        thing = Thing(row, INDEX[credit["concept"]], credit["set"], 184, (128, 128))
        text = f"{named(credit['concept'])}{on_plain(name)}, {SETS[credit['set']][0]}"
        found.append(Prompt("single", text, Scene([thing], background=name), "pair"))
    return found


def colours(art: Art, count: int, rng: np.random.Generator) -> list[Prompt]:
    """A thing in a colour in which training never saw it."""
    choices = []
    for concept in art.concepts:
        word = CONCEPTS[concept].words[0]
        rows = [row for rows in art.by_concept[concept].values() for row in rows]
        if any(part in COLOURS for part in word.split()):
            continue
        for colour in COLOURS:
            fit = [row for row in rows if colour in art.credits[row]["turns"]]
            if fit and holdout.coloured(word, colour):
                choices.append((word, colour, fit))
    found = []
    for index in rng.permutation(len(choices))[:count]:
        word, colour, rows = choices[index]
        row = pick(rows, rng)
        name = "white" if colour not in ("white", "yellow", "pink") else "navy blue"
        thing = Thing(row, INDEX[word], art.credits[row]["set"], 184, (128, 128), colour, recoloured=True)
        text = f"{named(word, colour)}{on_plain(name)}"
        found.append(Prompt("colour", text, Scene([thing], background=name), "seen"))
    return found


def places(art: Art, count: int, rng: np.random.Generator) -> list[Prompt]:
    """A thing in a landscape in which training never saw it."""
    choices = [
        (concept, land)
        for concept in art.concepts
        for land in backdrops.LANDS
        if holdout.placed(CONCEPTS[concept].words[0], land)
    ]
    found = []
    for index in rng.permutation(len(choices))[:count]:
        concept, land = choices[index]
        set_name = pick(sorted(art.by_concept[concept]), rng)
        row = art.by_concept[concept][set_name][0]
        text = f"{named(CONCEPTS[concept].words[0])} {backdrops.LANDS[land][0]}"
        thing = Thing(row, concept, set_name, 152, (128, 128))
        found.append(Prompt("place", text, Scene([thing], background=land, kind="land"), "seen"))
    return found


def pairs(art: Art, count: int, rng: np.random.Generator) -> list[Prompt]:
    """Two things that training never put into one picture, by turns side by side and one above the other."""
    found = []
    while len(found) < count:
        first, second = (int(pick(art.concepts, rng)) for _ in range(2))
        words = [CONCEPTS[concept].words[0] for concept in (first, second)]
        shared = sorted(set(art.by_concept[first]) & set(art.by_concept[second]))
        if first == second or not shared or not holdout.together(*words):
            continue
        beside, set_name = len(found) % 2 == 0, pick(shared, rng)
        centres = ((65, 128), (191, 128)) if beside else ((128, 65), (128, 191))
        rows = [art.by_concept[concept][set_name][0] for concept in (first, second)]
        name = pick(
            [name for name in BACKGROUNDS if all(contrast(art, row, name) > 150 for row in rows)] or ["white"], rng
        )
        things = [
            Thing(row, concept, set_name, 120, centre)
            for row, concept, centre in zip(rows, (first, second), centres, strict=True)
        ]
        one, other = (named(word) for word in words)
        text = f"{one} on the left and {other} on the right" if beside else f"{one} above {other}"
        scene = Scene(things, layout="beside" if beside else "above", background=name)
        found.append(Prompt("pair", f"{text}{on_plain(name)}", scene, "seen"))
    return found


def contrast(art: Art, row: int, name: str) -> float:
    return float(np.abs(np.array(art.credits[row]["mean"]) - np.array(BACKGROUNDS[name])).sum())


def unseen_words(art: Art, count: int, rng: np.random.Generator) -> list[Prompt]:
    """Known things by synonyms and in sentences that training never used."""
    known = [
        concept
        for concept in art.concepts
        if any(holdout.synonym(CONCEPTS[concept].words, word) for word in CONCEPTS[concept].words)
    ]
    found = []
    for index in range(count):
        concept = known[index % len(known)] if index % 2 == 0 and known else int(pick(art.concepts, rng))
        set_name = pick(sorted(art.by_concept[concept]), rng)
        row = art.by_concept[concept][set_name][0]
        scene = Scene([Thing(row, concept, set_name, 184, (128, 128))], background=a_background(art, row, rng))
        found.append(Prompt("unseen", caption_of(scene, rng, unseen=True), scene, "seen"))
    return found


def held_out_prompts(words: frozenset[str] = FIRST) -> list[Prompt]:
    """Two hundred, the kinds mixed evenly so that any beginning of the list is a fair sample of it."""
    rng, seen, pair = np.random.default_rng(2026), Art(first=words == FIRST), Art(held_out=True, first=words == FIRST)
    makers = {"single": (singles, pair), "colour": (colours, seen), "place": (places, seen), "pair": (pairs, seen),
              "unseen": (unseen_words, seen)}  # fmt: skip
    placed = []
    for kind, (make, art) in makers.items():
        made = make(art, SHARES[kind], rng)
        placed += [((index + 0.5) / len(made), prompt) for index, prompt in enumerate(made)]
    return [prompt for _, prompt in sorted(placed, key=lambda both: both[0])]
