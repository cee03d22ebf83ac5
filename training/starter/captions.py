"""Captions: one scene in many honest wordings."""

import numpy as np

from .world import CONCEPTS, SETS

_PLURAL = ("cherries", "grapes", "peas", "fries", "chips", "glasses", "spectacles", "scissors", "jeans", "trousers",
           "headphones", "books", "flowers", "noodles", "dice", "pancakes", "blueberries", "tracks")  # fmt: skip
_OPENINGS = ("", "", "", "", "a picture of ", "an illustration of ", "a drawing of ")


def _noun(thing, rng: np.random.Generator) -> str:
    """The thing with its colour and article, e.g. `a yellow lemon`."""
    words = CONCEPTS[thing.concept].words
    word = words[0] if rng.random() < 0.6 else str(rng.choice(words))
    base_colour = CONCEPTS[thing.concept].colour
    says_colour = thing.colour and (thing.colour != base_colour or rng.random() < 0.5)
    phrase = f"{thing.colour} {word}" if says_colour and not word.startswith("two ") else word
    if word.split()[-1] in _PLURAL and " of " not in word or word.startswith("two "):
        return phrase
    article = "an" if phrase[0] in "aeiou" and not phrase.startswith(("unicorn", "ufo")) else "a"
    return phrase if rng.random() < 0.4 else f"{article} {phrase}"


def _where(scene, rng: np.random.Generator) -> str:
    if not scene.background or scene.kind == "quiet":
        return ""
    if scene.kind == "land":
        return f" {scene.background}"
    if scene.kind == "gradient":
        top, bottom = scene.background.split(" to ")
        choices = (f" on a {top} to {bottom} gradient background", f" on a gradient background, {top} above, {bottom} below",
                   f", {top} and {bottom} gradient")  # fmt: skip
        return str(rng.choice(choices))
    name = scene.background
    article = "an" if name[0] in "aeiou" else "a"
    choices = (f" on {article} {name} background", f" on {article} {name} background", f", {name} background",
               f" on {name}", f" in front of {article} {name} background")  # fmt: skip
    return str(rng.choice(choices))


def caption_of(scene, rng: np.random.Generator) -> str:
    """A caption in lower case. All that it says is true of the scene; it needn't say all."""
    nouns = [_noun(thing, rng) for thing in scene.things]
    if len(nouns) == 2:
        first, second = nouns
        pairs = (f"{first} on the left and {second} on the right", f"{first} to the left of {second}",
                 f"{second} to the right of {first}", f"{first} next to {second}", f"{first} and {second}")  # fmt: skip
        text = str(rng.choice(pairs))
    else:
        small = scene.things[0].size <= 112 and rng.random() < 0.5
        text = f"small {nouns[0].removeprefix('a ').removeprefix('an ')}" if small else nouns[0]
        text = f"{rng.choice(_OPENINGS)}{text}"
    text += _where(scene, rng)
    if rng.random() < 0.4:
        style = str(rng.choice(SETS[scene.things[0].set]))
        text += f" {style}" if style.startswith("in ") else f", {style}"
    return text
