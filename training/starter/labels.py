"""What is on a scene, as numbers that a classifier can learn from."""

import numpy as np

from .layouts import LAYOUTS
from .scenes import Scene
from .world import COLOURS, SETS

NONE = -1
LAYOUT, SET, FIRST_CONCEPT, LAST_CONCEPT, FIRST_COLOUR, LAST_COLOUR = range(6)  # the columns
_LAYOUTS, _SETS, _COLOURS = list(LAYOUTS), list(SETS), list(COLOURS)


def layout_index(name: str) -> int:
    return _LAYOUTS.index(name)


def colour_index(word: str) -> int:
    return _COLOURS.index(word) if word in _COLOURS else NONE


def labels_of(scene: Scene) -> np.ndarray:
    """int16 [6]: layout, set, and concept and colour of the first and the last thing; NONE where no colour word is true."""
    first, last = scene.things[0], scene.things[-1]
    return np.array(
        [
            layout_index(scene.layout),
            _SETS.index(first.set),
            first.concept,
            last.concept,
            colour_index(first.colour),
            colour_index(last.colour),
        ],
        np.int16,
    )
