"""Pictures spoilt as a weak model spoils them, for those who must judge such ones."""

import numpy as np
from PIL import Image, ImageFilter


def spoilt(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Bent, blurred and with soft specks, each more or less; uint8 [H, W, 3] → the same."""
    size = picture.shape[1::-1]
    image = Image.fromarray(picture)
    strength = rng.random()
    bend = [np.asarray(Image.fromarray(part.astype(np.float32)).resize(size, Image.BICUBIC)) * 7 * strength
            for part in rng.standard_normal((2, 10, 10))]  # fmt: skip
    y, x = np.indices(size[::-1])
    rows, columns = (np.clip(place + by, 0, 255).astype(int) for place, by in zip((y, x), bend, strict=True))
    bent = np.asarray(image.filter(ImageFilter.GaussianBlur(2 * strength)))[rows, columns].astype(float)
    specks = rng.standard_normal((size[1] // 6, size[0] // 6, 3)) * 12 * strength + 128
    grain = np.asarray(Image.fromarray(np.clip(specks, 0, 255).astype(np.uint8)).resize(size, Image.BILINEAR))
    return np.clip(bent + grain - 128.0, 0, 255).astype(np.uint8)
