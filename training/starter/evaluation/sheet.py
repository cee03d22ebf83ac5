"""A sheet of samples: pictures in a grid, each with its prompt below."""

import textwrap

import numpy as np
from PIL import Image, ImageDraw

EDGE, LABEL = 160, 34


def grid(prompts: list[str], pictures: np.ndarray, columns: int = 8) -> Image.Image:
    """RGB; pictures are uint8 [N, H, W, 3]."""
    rows = -(-len(prompts) // columns)
    page = Image.new("RGB", (columns * EDGE, rows * (EDGE + LABEL)), "white")
    draw = ImageDraw.Draw(page)
    for index, (prompt, picture) in enumerate(zip(prompts, pictures, strict=True)):
        x, y = index % columns * EDGE, index // columns * (EDGE + LABEL)
        page.paste(Image.fromarray(picture).resize((EDGE - 4, EDGE - 4), Image.LANCZOS), (x + 2, y + 2))
        for line, words in enumerate(textwrap.wrap(prompt, 28)[:3]):
            draw.text((x + 3, y + EDGE - 1 + 11 * line), words, fill="black", font_size=10)
    return page
