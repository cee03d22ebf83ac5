"""The concepts: one line each in `concepts/*.txt`, `icon names | words | marks`.

Icon names (alternatives, comma-separated) are those of the sets; `pizza` also stands for `pizza-1`, `pizza-2` ….
The first word is the plainest one, the others are synonyms. A word after `~` takes no article and can't be counted
(`~cherries`, `~rain`). Marks: `1` the concept belongs to the first stage, `*` it is often recoloured.
Faces, hands, flags, symbols and letters are left out on purpose.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "concepts"
BEST_KNOWN = {"apple": 2.0, "lemon": 2.5, "rocket": 2.0, "cat": 2.0, "dog": 1.5, "car": 1.5, "tree": 1.5, "house": 1.5}


@dataclass(frozen=True)
class Concept:
    icons: tuple[str, ...]
    words: tuple[str, ...]
    bare: frozenset[str]  # those of the words that take no article
    recolour: bool  # whether it comes in any colour in the world, so that it is recoloured often
    first: bool
    theme: str
    weight: float


def parse(text: str, theme: str) -> list[Concept]:
    """Raises ValueError naming the theme and the line where one isn't `icons | words | marks`."""
    concepts = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not parts[0] or not parts[1] or set(parts[2]) - set("1*"):
            raise ValueError(f"{theme}: can't read `{line}`; a line is `icons | words | marks`")
        named = [word.strip() for word in parts[1].split(",")]
        words = tuple(word.lstrip("~") for word in named)
        concepts.append(
            Concept(
                icons=tuple(icon.strip() for icon in parts[0].split(",")),
                words=words,
                bare=frozenset(word[1:] for word in named if word.startswith("~")),
                recolour="*" in parts[2],
                first="1" in parts[2],
                theme=theme,
                weight=BEST_KNOWN.get(words[0], 1.0),
            )
        )
    return concepts


def load() -> list[Concept]:
    concepts = [concept for file in sorted(FOLDER.glob("*.txt")) for concept in parse(file.read_text(), file.stem)]
    words = [word for concept in concepts for word in concept.words]
    twice = {word for word in words if words.count(word) > 1}
    if twice:
        raise ValueError(f"these words name two concepts: {', '.join(sorted(twice))}")
    return concepts


CONCEPTS: list[Concept] = load()

# What people would ask for first. Everything else joins when these are told apart.
FIRST = frozenset(concept.words[0] for concept in CONCEPTS if concept.first)
