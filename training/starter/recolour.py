"""Turn the hue of a flat drawing, so that a colour word is true of it."""

import numpy as np
from PIL import Image


def recolour(pixels: np.ndarray, hue: float, bright: bool) -> np.ndarray | None:
    """Rotates all hues so that the most common one becomes `hue` (degrees).

    `pixels` is uint8 [H, W, 4] with straight alpha. Returns None where the word wouldn't be true: too little of the
    drawing is coloured, no hue prevails, or it is too dark for a `bright` colour (yellow, orange, pink).
    """
    hsv = np.asarray(Image.fromarray(pixels[..., :3], "RGB").convert("HSV")).astype(int)
    opaque = pixels[..., 3] > 128
    vivid = opaque & (hsv[..., 1] > 90) & (hsv[..., 2] > 60)
    if not vivid.any() or vivid.sum() < 0.3 * opaque.sum():
        return None
    counts = np.bincount(hsv[..., 0][vivid], minlength=256)
    around = sum(np.roll(counts, shift) for shift in range(-12, 13))
    peak = int(around.argmax())
    if around[peak] < 0.6 * vivid.sum():
        return None
    near = vivid & (np.abs((hsv[..., 0] - peak + 128) % 256 - 128) <= 12)
    if bright and np.median(hsv[..., 2][near]) < 200:
        return None
    turned = hsv.copy()
    turned[..., 0] = (hsv[..., 0] - peak + round(hue / 360 * 256)) % 256
    rgb = np.asarray(Image.fromarray(turned.astype(np.uint8), "HSV").convert("RGB"))
    return np.concatenate([rgb, pixels[..., 3:]], axis=2)
