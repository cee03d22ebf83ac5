"""Colour words for things. A hue in degrees, or a way to take the colour out."""

HUES = {"red": 0, "orange": 28, "yellow": 50, "green": 120, "teal": 178, "blue": 214, "purple": 274, "pink": 330}

# What recolouring can make: hue in degrees, factor on saturation, factor on and addition to the value.
COLOURS: dict[str, tuple[float, float, float, float]] = {
    **{name: (hue, 1.0, 1.0, 0.0) for name, hue in HUES.items()},
    "brown": (22, 0.9, 0.62, 0.0),
    "black": (220, 0.1, 0.22, 0.0),
    "white": (220, 0.05, 0.22, 0.78),
    "gray": (220, 0.06, 0.62, 0.06),
}
BRIGHT = frozenset({"yellow", "orange", "pink"})  # words that are only true of a light drawing
