"""Turn the colour of a flat drawing, so that a colour word is true of it."""

import numpy as np
from PIL import Image

from .colour_words import hsv_of, hue_of
from .world.colours import BRIGHT, COLOURS


def possible(word: str, bright: bool) -> bool:
    """Whether a drawing of this lightness can be given this word."""
    return bright or word not in BRIGHT


def recolour(pixels: np.ndarray, peak: int, word: str) -> np.ndarray:
    """Turns all hues so that the prevailing one, `peak` (0…255), becomes that of `word`, or takes the colour out.

    `pixels` is uint8 [H, W, 4] with straight alpha; so is the result. What wasn't coloured stays as it is.
    """
    hue, saturation, factor, lift = COLOURS[word]
    hsv = hsv_of(pixels)
    turned = hsv.copy()
    turned[..., 0] = (hsv[..., 0] - peak + round(hue / 360 * 256)) % 256
    if saturation != 1.0 or factor != 1.0:
        coloured = np.clip((hsv[..., 1] - 30) / 60, 0, 1)
        changed = np.clip(hsv[..., 2] * factor + lift * 255, 0, 255)
        turned[..., 1] = hsv[..., 1] * (1 - coloured + coloured * saturation)
        turned[..., 2] = hsv[..., 2] * (1 - coloured) + changed * coloured
    rgb = np.asarray(Image.fromarray(turned.astype(np.uint8), "HSV").convert("RGB"))
    return np.concatenate([rgb, pixels[..., 3:]], axis=2)


def recoloured(pixels: np.ndarray, word: str) -> np.ndarray | None:
    """`recolour` where the word would be true of the result, else None."""
    found = hue_of(pixels)
    return recolour(pixels, found[0], word) if found and possible(word, found[1]) else None
