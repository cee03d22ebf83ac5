"""English plurals of the world's words."""

NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
IRREGULAR = {"mouse": "mice", "goose": "geese", "tooth": "teeth", "die": "dice", "foot": "feet", "ox": "oxen",
             "knife": "knives", "leaf": "leaves", "loaf": "loaves", "wolf": "wolves", "scarf": "scarves",
             "sheep": "sheep", "deer": "deer", "fish": "fish", "moose": "moose", "bison": "bison", "shrimp": "shrimp",
             "squid": "squid", "cactus": "cacti", "potato": "potatoes", "tomato": "tomatoes", "mango": "mangoes",
             "volcano": "volcanoes", "tornado": "tornadoes", "goldfish": "goldfish", "blowfish": "blowfish",
             "jellyfish": "jellyfish", "spacecraft": "spacecraft", "snowman": "snowmen"}  # fmt: skip
JOINTS = (" of ", " with ", " in ", " from ", " behind ", " on ", " under ", " taking ", " landing")
NOT_COUNTED = (" and ", "two ", "three ", "see no", "hear no", "speak no")


def countable(word: str, bare: frozenset[str]) -> bool:
    return word not in bare and not any(part in word for part in NOT_COUNTED)


def plural(word: str) -> str:
    """`slice of pizza` → `slices of pizza`, `fire engine` → `fire engines`."""
    cuts = [word.index(joint) for joint in JOINTS if joint in word]
    head, rest = (word[: min(cuts)], word[min(cuts) :]) if cuts else (word, "")
    before, _, last = head.rpartition(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh", "z")):
        last += "es"
    elif last.endswith("y") and last[-2] not in "aeiou-":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{before} {last}".strip() + rest


def article(phrase: str) -> str:
    """`a` or `an` by its sound."""
    vowel = phrase[0] in "aeiou" and not phrase.startswith(("unicorn", "ufo", "uni", "europe", "one ", "ukulele"))
    return "an" if vowel or phrase.startswith(("hour", "suv", "x-ray", "lcd")) else "a"
