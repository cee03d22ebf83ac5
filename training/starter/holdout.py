"""What training never sees, chosen by fixed hashes, so that it is the same for everybody and for ever.

- a drawing's pair of concept and set (3 in 100): the thing is known, the style is known, never the two together
- some concepts of the second stage altogether (3 in 100)
- compositions: concept with colour (5 in 100), with landscape (5 in 100), two concepts in one picture (4 in 100)
- wordings: the last of each list of style words, the last synonym of some concepts, and `captions.py`'s unseen ones
"""

import zlib

from .world import FIRST

ALWAYS_SEEN = {"apple", "lemon", "rocket"}  # the acceptance prompts' things are never held out


def chance(key: str) -> int:
    """0…99, the same for the same key."""
    return zlib.crc32(key.encode()) % 100


def pair(set_name: str, word: str) -> bool:
    return word not in ALWAYS_SEEN and chance(f"{set_name}:{word}") < 3


def concept(word: str) -> bool:
    return word not in FIRST and chance(f"concept:{word}") < 3


def coloured(word: str, colour: str) -> bool:
    return word not in ALWAYS_SEEN and chance(f"colour:{word}:{colour}") < 5


def placed(word: str, land: str) -> bool:
    return word not in ALWAYS_SEEN and chance(f"land:{word}:{land}") < 5


def together(first: str, second: str) -> bool:
    return chance("+".join(sorted((first, second)))) < 4


def synonym(words: tuple[str, ...], word: str) -> bool:
    """The last of three or more words of a concept, for one concept in five."""
    return len(words) > 2 and word == words[-1] and chance(f"word:{word}") < 20
