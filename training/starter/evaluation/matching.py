"""Does the matcher find the right words for a picture? Chance is 1 in 100."""

import numpy as np

from ..plural import article
from ..world import CONCEPTS, FIRST
from .prompts import Prompt

AMONG = 100


def found_among(vectors: np.ndarray, right: list[int], candidates: np.ndarray, seed: int = 0) -> np.ndarray:
    """bool [N]: is candidate `right[i]` nearer to vector i than 99 others, drawn by the seed?"""
    rng, similar = np.random.default_rng(seed), vectors @ candidates.T
    results = []
    for row, own in zip(similar, right, strict=True):
        others = rng.permutation(np.delete(np.arange(len(row)), own))[: AMONG - 1]
        results.append(bool(row[own] > row[others].max()))
    return np.array(results)


def plain_words(words: list[str]) -> list[str]:
    bare = {word for concept in CONCEPTS for word in concept.bare}
    return [word if word in bare else f"{article(word)} {word}" for word in words]


def captions_found(prompts: list[Prompt], vectors: np.ndarray, texts: np.ndarray) -> dict:
    """By kind and in all: the share of pictures [N, 384] whose own prompt is found among all prompts' texts [M, 384]."""
    right = found_among(vectors, list(range(len(vectors))), texts)
    kinds = np.array([prompt.kind for prompt in prompts[: len(vectors)]])
    return {"all": float(right.mean())} | {kind: float(right[kinds == kind].mean()) for kind in dict.fromkeys(kinds)}


def things_found(prompts: list[Prompt], vectors: np.ndarray, sentences) -> float:
    """Of pictures of one thing on a plain background: is it told apart from 99 other things?"""
    words = sorted(FIRST | {prompt.words[0] for prompt in prompts})
    chosen = [index for index, prompt in enumerate(prompts[: len(vectors)]) if prompt.kind == "single"]
    right = [words.index(prompts[index].words[0]) for index in chosen]
    return float(found_among(vectors[chosen], right, sentences(plain_words(words))).mean())
