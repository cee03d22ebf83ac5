"""Captions: one scene in many honest wordings.

All that a caption says is true of the scene; it needn't say all. `unseen` takes only wordings that training never uses.
"""

import numpy as np

from . import backdrops, holdout
from .plural import article, countable, plural
from .world import BACKGROUND_WORDS, COLOURS, CONCEPTS, SETS

OPENINGS = ("", "", "", "", "", "a picture of ", "an illustration of ", "a drawing of ", "an icon of ")
NEW_OPENINGS = ("clip art of ", "a graphic of ", "an image showing ")
PLAIN = (" on {a} {name} background", " on {a} {name} background", ", {name} background", " on {name}",
         " in front of {a} {name} background", " with {a} {name} background")  # fmt: skip
NEW_PLAIN = (" against {a} {name} backdrop", " before {a} {name} wall", ", all {name} behind it")
GRADIENT = (" on {a} {top} to {bottom} gradient background",
            " on a gradient background, {top} above, {bottom} below",
            ", {top} and {bottom} gradient")  # fmt: skip
NEW_GRADIENT = (", the background fading from {top} into {bottom}",)
BESIDE = ("{first} on the left and {second} on the right", "{first} to the left of {second}",
          "{second} to the right of {first}", "{first} left of {second}", "{second} right of {first}",
          "{first} next to {second}", "{second} next to {first}", "{first} and {second}")  # fmt: skip
NEW_BESIDE = ("{second} with {first} on its left", "on the left {first}, on the right {second}",
              "{first} at the left side of {second}")  # fmt: skip
ABOVE = ("{first} above {second}", "{second} below {first}", "{first} over {second}", "{second} under {first}",
         "{first} at the top and {second} at the bottom", "{first} and {second}")  # fmt: skip
NEW_ABOVE = ("{second} underneath {first}", "{first} higher than {second}", "on top {first}, at the bottom {second}")
STYLED = 0.7  # share of captions that name the style: without it, seven drawings are equally right
STYLE_WORDS = sorted({style for wordings in SETS.values() for style in wordings}, key=len, reverse=True)
NUMBERS = {"count-two": "two", "count-three": "three", "count-four": "four"}
COUNTS = ("{n} {things}", "{n} {things}", "a group of {n} {things}", "a picture of {n} {things}")
NEW_COUNTS = ("there are {n} {things}", "{things}, {n} of them")


def one_of(choices, rng: np.random.Generator):
    return choices[int(rng.integers(len(choices)))]


def word_of(thing, rng: np.random.Generator, unseen: bool, counted: bool = False) -> str:
    """A word for the thing, whose own colour, if it names one, doesn't contradict the drawing."""
    concept = CONCEPTS[thing.concept]
    words = [word for word in concept.words if unseen or not holdout.synonym(concept.words, word)]
    if thing.colour:
        told = [{part for part in word.split() if part in COLOURS} for word in words]
        honest = [word for word, named in zip(words, told, strict=True) if named <= {thing.colour}]
        words = honest or words
    if counted:
        words = [word for word in words if countable(word, concept.bare)] or words
    return words[0] if rng.random() < 0.55 and not unseen else one_of(words, rng)


def coloured(thing, word: str, rng: np.random.Generator) -> str:
    says = thing.recoloured or (thing.colour and rng.random() < 0.35)
    redundant = any(part in COLOURS for part in word.split()) or word.startswith(("two ", "three "))
    colour = "grey" if thing.colour == "gray" and rng.random() < 0.3 else thing.colour
    return f"{colour} {word}" if says and not redundant else word


def noun(thing, rng: np.random.Generator, unseen: bool) -> str:
    """The thing with its article, colour and extent, e.g. `a small yellow lemon`."""
    word = word_of(thing, rng, unseen)
    phrase = coloured(thing, word, rng)
    if thing.extent and rng.random() < 0.75:
        phrase = f"{thing.extent} {phrase}"
    if word in CONCEPTS[thing.concept].bare or rng.random() < 0.35:
        return phrase
    return f"{article(phrase)} {phrase}"


def where(scene, rng: np.random.Generator, unseen: bool) -> str:
    if scene.kind == "quiet":
        return ""
    if scene.kind == "land":
        wordings = backdrops.LANDS[scene.background]
        return f" {wordings[-1] if unseen else one_of(wordings[:-1], rng)}"
    if scene.kind == "gradient":
        top, bottom = scene.background.split(" to ")
        return one_of(NEW_GRADIENT if unseen else GRADIENT, rng).format(a=article(top), top=top, bottom=bottom)
    name = scene.background
    if name in BACKGROUND_WORDS and rng.random() < 0.35:
        name = one_of(BACKGROUND_WORDS[name], rng)
    return one_of(NEW_PLAIN if unseen else PLAIN, rng).format(a=article(name), name=name)


def what(scene, rng: np.random.Generator, unseen: bool) -> str:
    if scene.layout in NUMBERS:
        thing = scene.things[0]
        word = word_of(thing, rng, unseen, counted=True)
        if not countable(word, CONCEPTS[thing.concept].bare):
            return coloured(thing, word, rng)
        things = coloured(thing, plural(word), rng)
        return one_of(NEW_COUNTS if unseen else COUNTS, rng).format(n=NUMBERS[scene.layout], things=things)
    nouns = [noun(thing, rng, unseen) for thing in scene.things]
    if scene.layout == "three":
        text = f"{nouns[0]}, {nouns[1]} and {nouns[2]}"
        return f"{text} in a row" if rng.random() < 0.4 else text
    if scene.layout in ("beside", "above"):
        seen, new = (BESIDE, NEW_BESIDE) if scene.layout == "beside" else (ABOVE, NEW_ABOVE)
        return one_of(new if unseen else seen, rng).format(first=nouns[0], second=nouns[1])
    return f"{one_of(NEW_OPENINGS if unseen else OPENINGS, rng)}{nouns[0]}"


def styled(text: str, set_name: str, rng: np.random.Generator, unseen: bool) -> str:
    wordings = SETS[set_name]
    style = wordings[-1] if unseen else one_of(wordings[:-1], rng)
    if style.startswith("as "):
        return f"{text}, {style}"
    if style.startswith("in "):
        return f"{text} {style}"
    opened = text.startswith(("a picture of ", "on ", "in ", "at ", "under ", *filter(None, OPENINGS + NEW_OPENINGS)))
    if style.endswith(" style") and not opened and rng.random() < 0.25:
        return f"{style} drawing of {text}"
    return f"{text}, {style}"


def unstyled(caption: str) -> str:
    """The caption without its style word: what `styled` was given. Captions that name no style come back as they are."""
    for style in STYLE_WORDS:
        for before, after in (("", f", {style}"), ("", f" {style}"), (f"{style} drawing of ", "")):
            if caption.startswith(before) and caption.endswith(after):
                return caption[len(before) : len(caption) - len(after)]
    return caption


def caption_of(scene, rng: np.random.Generator, unseen: bool = False) -> str:
    """A caption in lower case."""
    text = what(scene, rng, unseen)
    place = where(scene, rng, unseen)
    if place.startswith((" on ", " in ", " under ", " at ")) and rng.random() < 0.06:
        text = f"{place.strip()}, {text}"
    else:
        text += place
    return styled(text, scene.things[0].set, rng, unseen) if rng.random() < STYLED else text
