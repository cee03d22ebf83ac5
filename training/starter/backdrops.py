"""What lies behind the things: plain and graded colours, and simple landscapes drawn by code."""

from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from .places import PICTURE
from .world import BACKGROUNDS

# Each landscape's wordings; the last one is held out from training.
LANDS = {
    "meadow": ("on a green meadow under a blue sky", "on the grass under a blue sky", "in a green meadow", "on a lawn"),
    "hills": ("in front of green hills", "with green hills behind", "in a hilly landscape"),
    "beach": ("on the sand under a blue sky", "on a sandy beach", "on the beach", "at the seaside"),
    "desert": ("in the desert", "on desert sand", "among the dunes"),
    "snow": ("in the snow", "on snowy ground", "in a snowy landscape", "in a winter landscape"),
    "night": ("at night under the stars", "at night", "under a starry night sky", "beneath the stars"),
    "sea": ("on the sea", "on the blue sea under the sky", "on the ocean"),
    "underwater": ("under water", "underwater with bubbles", "below the surface of the sea"),
    "sky": ("in the sky", "in the sky among clouds", "in a blue sky with clouds", "up among the clouds"),
    "sunset": ("at sunset", "under an orange sunset sky", "at dusk"),
    "space": ("in space", "in outer space among stars", "among the stars in space", "in the dark of space"),
    "table": ("on a wooden table", "on a table", "lying on a tabletop"),
    "room": ("in a room", "in a room with a wooden floor", "standing indoors"),
    "mountains": ("in front of mountains", "with mountains in the background", "at the foot of mountains"),
    "forest": ("in a forest", "in front of a forest", "in the woods"),
}
GROUND = {
    "meadow",
    "hills",
    "beach",
    "desert",
    "snow",
    "night",
    "sunset",
    "table",
    "room",
    "mountains",
    "forest",
    "sea",
}


def fill(colour: tuple[int, int, int], rng: np.random.Generator) -> np.ndarray:
    jitter = rng.integers(-5, 6, 3) if min(colour) < 250 else np.zeros(3)
    return np.clip(np.array(colour) + jitter, 0, 255)


def plain(name: str, rng: np.random.Generator) -> Image.Image:
    return Image.new("RGB", (PICTURE, PICTURE), tuple(int(value) for value in fill(BACKGROUNDS[name], rng)))


def vertical(top: np.ndarray, bottom: np.ndarray) -> Image.Image:
    share = np.linspace(0, 1, PICTURE)[:, None]
    column = (np.asarray(top)[None] * (1 - share) + np.asarray(bottom)[None] * share).astype(np.uint8)
    return Image.fromarray(column[:, None]).resize((PICTURE, PICTURE), Image.NEAREST)


def gradient(first: str, second: str, rng: np.random.Generator) -> Image.Image:
    return vertical(fill(BACKGROUNDS[first], rng), fill(BACKGROUNDS[second], rng))


@cache
def _sky(top: tuple, bottom: tuple) -> Image.Image:
    return vertical(np.array(top, float), np.array(bottom, float))


def _ground(draw: ImageDraw.ImageDraw, horizon: int, colour: tuple) -> None:
    draw.ellipse((-180, horizon, PICTURE + 180, horizon + 300), fill=colour)


def _clouds(draw: ImageDraw.ImageDraw, rng: np.random.Generator, count: int, lowest: int = 220) -> None:
    for x, y in rng.integers((0, 10), (PICTURE, lowest), (count, 2)).tolist():
        for dx, dy, radius in ((-22, 4, 12), (0, -2, 17), (22, 4, 13), (0, 8, 14)):
            draw.ellipse((x + dx - radius, y + dy - radius, x + dx + radius, y + dy + radius), fill=(250, 252, 255))


def _stars(draw: ImageDraw.ImageDraw, rng: np.random.Generator, count: int, lowest: int = PICTURE) -> None:
    for x, y in rng.integers((0, 0), (PICTURE, lowest), (count, 2)).tolist():
        draw.ellipse((x - 1, y - 1, x + 2, y + 2), fill=(255, 246, 200))


def _peaks(draw: ImageDraw.ImageDraw, rng: np.random.Generator, horizon: int) -> None:
    for x in (20, 130, 230):
        x, top = x + int(rng.integers(-25, 26)), horizon - int(rng.integers(70, 120))
        draw.polygon(((x - 100, horizon + 40), (x, top), (x + 100, horizon + 40)), fill=(120, 134, 160))
        draw.polygon(((x - 20, top + 26), (x, top), (x + 20, top + 26), (x, top + 18)), fill=(248, 250, 255))


def _trees(draw: ImageDraw.ImageDraw, rng: np.random.Generator, horizon: int) -> None:
    for x in range(-10, PICTURE + 20, 30):
        x, top = x + int(rng.integers(-8, 9)), horizon - int(rng.integers(80, 130))
        draw.rectangle((x - 4, horizon - 30, x + 4, horizon + 30), fill=(104, 74, 48))
        draw.polygon(((x - 26, horizon), (x, top), (x + 26, horizon)), fill=(40, 110, 66))


def _open_air(name: str, rng: np.random.Generator, horizon: int) -> Image.Image:
    skies = {"sunset": ((250, 150, 70), (255, 214, 150)), "night": ((18, 24, 66), (48, 58, 110)),
             "snow": ((190, 215, 240), (225, 238, 250)), "desert": ((150, 205, 245), (250, 236, 205))}  # fmt: skip
    grounds = {"beach": (238, 214, 160), "desert": (232, 186, 110), "snow": (246, 250, 255), "night": (34, 54, 60),
               "sunset": (112, 84, 74), "mountains": (120, 176, 90), "forest": (104, 160, 80),
               "hills": (132, 190, 92)}  # fmt: skip
    image = _sky(*skies.get(name, ((140, 205, 250), (205, 235, 255)))).copy()
    draw = ImageDraw.Draw(image)
    if name == "night":
        _stars(draw, rng, 18, 150)
    if name in ("meadow", "hills") and rng.random() < 0.4:
        _clouds(draw, rng, 2, 60)
    if name == "beach":
        draw.rectangle((0, horizon - 26, PICTURE, horizon + 40), fill=(64, 148, 216))
    if name == "mountains":
        _peaks(draw, rng, horizon)
    if name == "forest":
        _trees(draw, rng, horizon)
    if name == "hills":
        for x in (-60, 120):
            draw.ellipse((x - 90, horizon - 40, x + 190, horizon + 200), fill=(104, 166, 78))
    _ground(draw, horizon, grounds.get(name, (120, 185, 80)))
    return image


def land(name: str, rng: np.random.Generator) -> Image.Image:
    """RGB [256, 256]; where there is ground, it begins between 150 and 185 pixels from the top."""
    horizon = int(rng.integers(150, 185))
    if name in ("space", "sky", "underwater"):
        tops = {"space": ((10, 10, 34), (26, 18, 58)), "sky": ((110, 190, 245), (190, 228, 255)),
                "underwater": ((50, 160, 210), (14, 76, 140))}  # fmt: skip
        image = _sky(*tops[name]).copy()
        draw = ImageDraw.Draw(image)
        if name == "space":
            _stars(draw, rng, 40)
        elif name == "sky":
            _clouds(draw, rng, 4)
        else:
            for x, y in rng.integers(0, PICTURE, (14, 2)).tolist():
                draw.ellipse((x, y, x + 9, y + 9), outline=(190, 232, 250), width=2)
        return image
    if name == "sea":
        image = _sky((150, 214, 250), (220, 240, 255)).copy()
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, horizon, PICTURE, PICTURE), fill=(44, 126, 196))
        for x, y in rng.integers((0, horizon + 8), (PICTURE, PICTURE), (9, 2)).tolist():
            draw.line((x, y, x + 24, y), fill=(120, 190, 232), width=2)
        return image
    if name in ("table", "room"):
        image = Image.new("RGB", (PICTURE, PICTURE), (238, 226, 206) if name == "table" else (206, 220, 214))
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, horizon, PICTURE, PICTURE), fill=(176, 122, 72) if name == "table" else (196, 152, 104))
        for y in range(horizon + 22, PICTURE, 26):
            draw.line((0, y, PICTURE, y), fill=(152, 102, 58), width=2)
        if name == "room":
            draw.rectangle((0, horizon - 5, PICTURE, horizon), fill=(250, 250, 248))
        return image
    return _open_air(name, rng, horizon)
