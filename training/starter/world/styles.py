"""The seven sets and the words for their styles. The last wording of each is held out: training never uses it."""

SETS = {
    "noto": ("noto style", "noto emoji style", "in noto style", "soft shaded noto style", "as noto draws it"),
    "twemoji": (
        "twemoji style",
        "flat twemoji style",
        "in twemoji style",
        "flat vector twemoji",
        "as twemoji draws it",
    ),
    "openmoji": (
        "openmoji style",
        "outlined openmoji style",
        "in openmoji style",
        "black outline openmoji style",
        "as openmoji draws it",
    ),
    "fluent-emoji": (
        "fluent style",
        "soft fluent style with gradients",
        "in fluent style",
        "3d fluent style",
        "as fluent draws it",
    ),
    "fluent-emoji-flat": (
        "fluent flat style",
        "in fluent flat style",
        "flat fluent style",
        "simple flat fluent style",
        "as fluent flat draws it",
    ),
    "emojione": (
        "emojione style",
        "in emojione style",
        "bright emojione style",
        "clean emojione style",
        "as emojione draws it",
    ),
    "streamline-emojis": (
        "streamline style",
        "in streamline style",
        "cute streamline style",
        "outlined streamline style",
        "as streamline draws it",
    ),
}
