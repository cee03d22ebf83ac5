"""Which colour word is true of a drawing, and which hue prevails in it. Measured from its pixels."""

import numpy as np
from PIL import Image

SHARE = 0.6  # of the pixels that aren't outline must agree before a word is used

# Upper ends of the hues in degrees, going round.
HUE_WORDS = ((20, "red"), (42, "orange"), (64, "yellow"), (160, "green"), (196, "teal"), (252, "blue"), (294, "purple"),
             (345, "pink"), (361, "red"))  # fmt: skip


def hsv_of(pixels: np.ndarray) -> np.ndarray:
    """int [H, W, 3]: hue, saturation and value in 0…255, of uint8 [H, W, 4]."""
    return np.asarray(Image.fromarray(np.ascontiguousarray(pixels[..., :3])).convert("HSV")).astype(int)


def word_of_each(hsv: np.ndarray) -> np.ndarray:
    """A colour word for every pixel [N] of [N, 3]."""
    hue, saturation, value = hsv[:, 0] * 360 / 256, hsv[:, 1], hsv[:, 2]
    ends = np.array([end for end, _ in HUE_WORDS])
    words = np.array([word for _, word in HUE_WORDS])[np.searchsorted(ends, hue, side="right")].astype("<U8")
    warm = (hue < 45) | (hue > 345)
    words[warm & (hue > 14) & (hue < 45) & (value < 190) & (saturation > 60)] = "brown"
    words[warm & (value < 160) & (saturation > 60) & (hue > 5) & (hue < 45)] = "brown"
    words[((hue > 325) | (hue < 12)) & (saturation < 140) & (value > 200)] = "pink"
    words[(hue >= 12) & (hue < 60) & (saturation < 110) & (value > 190)] = "beige"
    words[saturation < 45] = "gray"
    words[(saturation < 40) & (value > 222)] = "white"
    words[value < 62] = "black"
    return words


def most_frequent(pixels: np.ndarray) -> tuple[str, float]:
    """The commonest word among a drawing's pixels and its share. Dark outlines don't count unless all is dark."""
    words = word_of_each(hsv_of(pixels)[pixels[..., 3] > 128])
    if not len(words):
        return "", 0.0
    if (words == "black").mean() < SHARE:
        words = words[words != "black"]
    found, counts = np.unique(words, return_counts=True)
    best = int(counts.argmax())
    return str(found[best]), float(counts[best] / len(words))


def colour_of(pixels: np.ndarray) -> str:
    """The word that is true of most of the drawing, or ''."""
    word, share = most_frequent(pixels)
    return word if share >= SHARE and word != "beige" else ""


def hue_of(pixels: np.ndarray) -> tuple[int, bool] | None:
    """The prevailing hue (0…255) and whether it is light enough for a bright colour word.

    None where too little of the drawing is coloured or no hue prevails: a recoloured one couldn't be named honestly.
    """
    hsv = hsv_of(pixels)
    opaque = pixels[..., 3] > 128
    vivid = opaque & (hsv[..., 1] > 90) & (hsv[..., 2] > 60)
    outline = opaque & (hsv[..., 2] < 62)
    if not vivid.any() or vivid.sum() < 0.55 * max(1, opaque.sum() - outline.sum()):
        return None
    counts = np.bincount(hsv[..., 0][vivid], minlength=256)
    around = sum(np.roll(counts, shift) for shift in range(-14, 15))
    peak = int(around.argmax())
    if around[peak] < 0.6 * vivid.sum():
        return None
    near = vivid & (np.abs((hsv[..., 0] - peak + 128) % 256 - 128) <= 14)
    return peak, bool(np.median(hsv[..., 2][near]) >= 200)
