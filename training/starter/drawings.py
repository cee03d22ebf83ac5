"""The rendered drawings with their credits, split by fixed hashes into what training sees and what it never sees."""

import json
from collections.abc import Iterable

import numpy as np

from . import holdout
from .sources import ART
from .world import CONCEPTS

INDEX = {concept.words[0]: index for index, concept in enumerate(CONCEPTS)}
PARTS = ("seen", "pair", "concept")  # trained on; concept–set pair held out; concept held out altogether


class Art:
    """Drawings by concept and set: `by_concept[concept][set]` is a list of rows.

    `held_out` takes the held-out concept–set pairs instead of those that training sees; `first` only the concepts of
    the first stage; `part` names one of PARTS.
    """

    def __init__(self, held_out: bool = False, first: bool = False, part: str = ""):
        self.part = part or ("pair" if held_out else "seen")
        self.icons = np.load(ART / "icons.npy", mmap_mode="r")
        self.small = {int(file.stem.split("-")[1]): np.load(file, mmap_mode="r") for file in ART.glob("icons-*.npy")}
        self.credits = [json.loads(line) for line in (ART / "credits.jsonl").read_text().splitlines()]
        self.by_concept: list[dict[str, list[int]]] = [{} for _ in CONCEPTS]
        for row, credit in enumerate(self.credits):
            if credit["concept"] in INDEX and part_of(credit) == self.part:
                self.by_concept[INDEX[credit["concept"]]].setdefault(credit["set"], []).append(row)
        self.concepts = [
            index for index, sets in enumerate(self.by_concept) if sets and (not first or CONCEPTS[index].first)
        ]
        self._sets = [tuple(sorted(sets)) for sets in self.by_concept]
        weights = np.array([CONCEPTS[index].weight for index in self.concepts])
        self.weights = weights / weights.sum()
        self._odds = np.cumsum(self.weights)

    def is_held_out(self, row: int) -> bool:
        return part_of(self.credits[row]) != "seen"

    def pixels(self, row: int, size: int) -> np.ndarray:
        """uint8 [size, size, 4], straight alpha; one of the sizes that the art stage wrote."""
        return self.small[size][row]

    def pick(self, rng: np.random.Generator, wanted_set: str = "", without: Iterable[int] = ()) -> tuple[int, int, str]:
        """A concept by its weight, then a set, then one of its drawings: (row, concept, set)."""
        for _ in range(200):
            concept = self.concepts[min(int(np.searchsorted(self._odds, rng.random())), len(self.concepts) - 1)]
            sets = self._sets[concept]
            if concept in without or (wanted_set and wanted_set not in sets):
                continue
            chosen = wanted_set or sets[int(rng.integers(len(sets)))]
            rows = self.by_concept[concept][chosen]
            return rows[int(rng.integers(len(rows)))], concept, chosen
        raise RuntimeError(f"no drawing of the set {wanted_set or '(any)'} was found in the part `{self.part}`")


def part_of(credit: dict) -> str:
    if holdout.concept(credit["concept"]):
        return "concept"
    return "pair" if holdout.pair(credit["set"], credit["concept"]) else "seen"
