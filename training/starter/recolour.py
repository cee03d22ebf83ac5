"""Turn the colour of a flat drawing, so that a colour word is true of it."""

import numpy as np
from PIL import Image

from .colour_words import hsv_of, most_frequent
from .world.colours import BRIGHT, COLOURS

LEAST = 0.5  # share of the pixels that must agree with a word that a caption says


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


def turns(pixels: np.ndarray, peak: int, bright: bool) -> list[str]:
    """The words that are true of the drawing, uint8 [H, W, 4], when it is turned to them: measured, not supposed."""
    true = []
    for word in COLOURS:
        if word in BRIGHT and not bright:
            continue
        measured, share = most_frequent(recolour(pixels, peak, word))
        if measured == word and share >= LEAST:
            true.append(word)
    return true
