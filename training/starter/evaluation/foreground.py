"""Where in a picture the things are, told from what the border looks like."""

import numpy as np

EDGE_PIXELS, DIFFERENT = 6, 60  # width of the border; sum of absolute differences over RGB that counts as a thing


def background_of(picture: np.ndarray) -> np.ndarray:
    """int [H, 1, 3]: row by row the median of the left and right border, so that vertical gradients are followed."""
    border = np.concatenate([picture[:, :EDGE_PIXELS], picture[:, -EDGE_PIXELS:]], 1).astype(int)
    return np.median(border, 1, keepdims=True).astype(int)


def mask_of(picture: np.ndarray) -> np.ndarray:
    """bool [H, W] of uint8 [H, W, 3]."""
    return np.abs(picture.astype(int) - background_of(picture)).sum(2) > DIFFERENT


def box_of(mask: np.ndarray) -> tuple[int, int, int, int] | None:
    """left, top, right, bottom of the mask without stray pixels, or None where nothing is left."""
    columns, rows = np.nonzero(mask.sum(0) > 2)[0], np.nonzero(mask.sum(1) > 2)[0]
    if len(columns) < 8 or len(rows) < 8:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def thing_of(picture: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 4]: the picture with alpha 0 where its background is."""
    alpha = np.where(mask_of(picture), 255, 0).astype(np.uint8)
    return np.concatenate([picture, alpha[..., None]], 2)
