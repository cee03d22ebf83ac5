"""The sets' palettes, things in another set's colours, and things in the nearest of their own.

A set has a few dozen colours that its artists use again and again. A generated thing has the right colours but for a little,
and that little is the style: moved to the nearest of its set's colours, most are taken for what was asked.
"""

import numpy as np

from .drawings import Art
from .evaluation.foreground import mask_of
from .scenes import Recast
from .world import SETS

COLOURS, LEVELS = 48, 32  # the commonest colours of a set; levels of a channel that are told apart
COVERED = 0.7  # share of a set's drawings that its palette covers: with more, too much is near enough
WIDTH = 256 // LEVELS
SIZE = 72  # of the drawings that are counted
TO_CONES = np.array(
    [[0.4122215, 0.5363325, 0.0514460], [0.2119035, 0.6806995, 0.1073970], [0.0883025, 0.2817188, 0.6299787]]
).T
FROM_CONES = np.array(
    [[0.2104543, 0.7936178, -0.0040720], [1.9779985, -2.4285922, 0.4505937], [0.0259040, 0.7827718, -0.8086758]]
).T
LEAST, MOST = 0.5, 1.25  # of the way to the other set's colour, which a denoiser may also miss


def palette(drawings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The colours of drawings uint8 [N, H, W, 4], float32 [K, 3], and their shares [K], the commonest first; each drawing
    counts the same."""
    shares, sums = np.zeros(LEVELS**3), np.zeros((LEVELS**3, 3))
    for pixels in drawings:
        solid = pixels[pixels[..., 3] > 250][:, :3].astype(np.int64)
        bins = (solid // WIDTH) @ (LEVELS**2, LEVELS, 1)
        weights = np.full(len(solid), 1 / max(1, len(solid)))
        shares += np.bincount(bins, weights, LEVELS**3)
        for channel in range(3):
            sums[:, channel] += np.bincount(bins, weights * solid[:, channel], LEVELS**3)
    order = np.argsort(-shares)[: np.count_nonzero(shares)]
    return (sums[order] / shares[order, None]).astype(np.float32), shares[order] / max(1e-9, shares.sum())


def oklab(colours: np.ndarray) -> np.ndarray:
    """float32 [N, 3] of sRGB 0…255: equal distances look alike (Ottosson 2020, https://bottosson.github.io/posts/oklab/)."""
    encoded = colours / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return (np.cbrt(linear @ TO_CONES) @ FROM_CONES).astype(np.float32)


def nearest(colours: np.ndarray) -> np.ndarray:
    """float32 [LEVELS, LEVELS, LEVELS, 3]: the nearest of the colours [K, 3] to the middle of each bin, to the eye."""
    middle = np.arange(LEVELS, dtype=np.float32) * WIDTH + (WIDTH - 1) / 2
    at = np.stack(np.meshgrid(middle, middle, middle, indexing="ij"), -1).reshape(-1, 3)
    seen, of = oklab(at), oklab(colours)
    distance = (of**2).sum(1) - 2 * seen @ of.T
    return colours[distance.argmin(1)].reshape(LEVELS, LEVELS, LEVELS, 3)


def moved(pixels: np.ndarray, towards: np.ndarray, share: float = 1.0) -> np.ndarray:
    """uint8 [H, W, 3], a share of the way to what `towards` (from `nearest`) has for each colour."""
    red, green, blue = np.moveaxis(pixels // WIDTH, -1, 0)
    return (pixels + share * (towards[red, green, blue] - pixels)).round().clip(0, 255).astype(np.uint8)


class Palettes:
    """Of the drawings that `art` holds, by set: the nearest of its few common colours, and of those that cover most of them."""

    def __init__(self, art: Art):
        self.common, self.covering = {}, {}
        for name in SETS:
            rows = [row for sets in art.by_concept for row in sets.get(name, ())]
            if rows:
                colours, shares = palette(art.small[SIZE][rows])
                self.common[name] = nearest(colours[:COLOURS])
                self.covering[name] = nearest(colours[: int(np.searchsorted(shares.cumsum(), COVERED)) + 1])

    def another(self, name: str, rng: np.random.Generator) -> Recast:
        """A change of pixels uint8 [H, W, 4] towards the common colours of any set but `name`."""
        others = [other for other in self.common if other != name]
        towards, share = self.common[others[int(rng.integers(len(others)))]], rng.uniform(LEAST, MOST)
        return lambda pixels: np.dstack([moved(pixels[..., :3], towards, share), pixels[..., 3:]])

    def own(self, name: str, picture: np.ndarray) -> np.ndarray:
        """The picture uint8 [H, W, 3] with what stands on it in the nearest colours of the set `name`."""
        return np.where(mask_of(picture)[..., None], moved(picture, self.covering[name]), picture)
