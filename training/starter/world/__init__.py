"""The world of the model: what it may be asked for, in which words, from which sets, before which backgrounds."""

from .backgrounds import BACKGROUND_WORDS, BACKGROUNDS
from .colours import COLOURS, HUES
from .concepts import CONCEPTS, FIRST, Concept
from .styles import SETS

__all__ = ["BACKGROUNDS", "BACKGROUND_WORDS", "COLOURS", "CONCEPTS", "FIRST", "HUES", "SETS", "Concept"]
