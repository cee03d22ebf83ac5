"""Plain backgrounds by name, and other words for the same."""

BACKGROUNDS = {
    "white": (255, 255, 255),
    "black": (16, 16, 18),
    "gray": (150, 152, 156),
    "light gray": (216, 218, 222),
    "dark gray": (72, 74, 80),
    "red": (214, 48, 49),
    "maroon": (112, 22, 40),
    "orange": (245, 145, 40),
    "yellow": (250, 214, 70),
    "green": (70, 168, 80),
    "light green": (178, 226, 160),
    "dark green": (22, 84, 48),
    "teal": (20, 140, 140),
    "turquoise": (70, 210, 196),
    "sky blue": (140, 205, 245),
    "blue": (50, 104, 210),
    "navy blue": (20, 32, 84),
    "purple": (122, 62, 170),
    "lavender": (206, 190, 240),
    "pink": (248, 168, 200),
    "magenta": (206, 44, 140),
    "brown": (122, 80, 50),
    "beige": (238, 222, 190),
}

BACKGROUND_WORDS = {
    "gray": ("grey",),
    "light gray": ("light grey",),
    "dark gray": ("dark grey",),
    "maroon": ("dark red",),
    "sky blue": ("light blue",),
    "navy blue": ("navy", "dark blue"),
    "lavender": ("light purple",),
    "beige": ("cream",),
}
