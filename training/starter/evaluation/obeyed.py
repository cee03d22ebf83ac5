"""Are named colours, backgrounds and places obeyed? Measured from pixels, or with the matcher on parts of the picture."""

import numpy as np

from ..colour_words import hsv_of, word_of_each
from ..world import BACKGROUNDS
from .foreground import thing_of
from .prompts import Prompt


def colour_obeyed(picture: np.ndarray, colour: str) -> bool:
    """Whether the named colour is the most frequent one of the thing, outlines aside."""
    thing = thing_of(picture)
    words = word_of_each(hsv_of(thing)[thing[..., 3] > 0])
    if colour != "black" and len(words):
        words = words[words != "black"]
    if not len(words):
        return False
    found, counts = np.unique(words, return_counts=True)
    return str(found[counts.argmax()]) == colour


def nearest_background(picture: np.ndarray) -> str:
    """The name whose colour is nearest to the median of the corners."""
    corners = np.concatenate([picture[:20, :20], picture[:20, -20:], picture[-20:, :20], picture[-20:, -20:]])
    colour = np.median(corners.reshape(-1, 3), 0)
    names, values = list(BACKGROUNDS), np.array(list(BACKGROUNDS.values()), float)
    return names[int(np.abs(values - colour).sum(1).argmin())]


def halves_of(picture: np.ndarray, layout: str) -> tuple[np.ndarray, np.ndarray]:
    """The two parts [128, 128, 3] in which the first and the second thing belong."""
    middle = slice(64, 192)
    if layout == "beside":
        return picture[middle, :128], picture[middle, 128:]
    return picture[:128, middle], picture[128:, middle]


def relations_obeyed(prompts: list[Prompt], pictures: np.ndarray, embed, sentences) -> dict:
    """Of pairs: is each thing nearer to its own half than to the other's? And is each one told from 99 other things?

    `placed` compares the two orders only; `right` also asks that both halves prefer their own thing.
    """
    chosen = [index for index, prompt in enumerate(prompts[: len(pictures)]) if prompt.kind == "pair"]
    placed, right = [], []
    for index in chosen:
        first, second = halves_of(pictures[index], prompts[index].scene.layout)
        images = embed(np.stack([first, second]))
        texts = sentences([f"a {word}" for word in prompts[index].words])
        similar = images @ texts.T
        placed.append(similar[0, 0] + similar[1, 1] > similar[0, 1] + similar[1, 0])
        right.append(similar[0, 0] > similar[0, 1] and similar[1, 1] > similar[1, 0])
    return {"placed": float(np.mean(placed)), "right": float(np.mean(right)), "count": len(chosen)}


def colours_obeyed(prompts: list[Prompt], pictures: np.ndarray) -> tuple[float, int]:
    chosen = [index for index, prompt in enumerate(prompts[: len(pictures)]) if prompt.kind == "colour"]
    obeyed = [colour_obeyed(pictures[index], prompts[index].scene.things[0].colour) for index in chosen]
    return float(np.mean(obeyed)), len(chosen)


def backgrounds_obeyed(prompts: list[Prompt], pictures: np.ndarray) -> tuple[float, int]:
    chosen = [
        index
        for index, prompt in enumerate(prompts[: len(pictures)])
        if prompt.scene.kind == "plain" and prompt.kind != "unseen"
    ]
    obeyed = [nearest_background(pictures[index]) == prompts[index].scene.background for index in chosen]
    return float(np.mean(obeyed)), len(chosen)
