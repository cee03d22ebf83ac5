"""How different are pictures of the same words, and how far do generated pictures as a whole lie from real ones?"""

import numpy as np

DIRECTIONS = 48  # principal directions of the real pictures that the Fréchet distance looks at


def diversity(vectors: np.ndarray) -> float:
    """Mean of 1 − cosine over pairs with the same words; `vectors` is [words, pictures, 384], unit length."""
    count = vectors.shape[1]
    similar = np.einsum("wid,wjd->wij", vectors, vectors)
    upper = np.triu_indices(count, 1)
    return float(1 - similar[:, upper[0], upper[1]].mean())


def frechet(first: np.ndarray, second: np.ndarray, basis: np.ndarray) -> float:
    """Fréchet distance of two sets of vectors [N, 384] in the directions `basis` [384, K].

    |μ₁ − μ₂|² + tr(C₁ + C₂ − 2 (C₁ C₂)^½), Dowson and Landau 1982, https://doi.org/10.1016/0047-259X(82)90077-X, as in
    Heusel et al. 2017, https://arxiv.org/abs/1706.08500; times 1,000.
    """
    one, other = first @ basis, second @ basis
    covariances = [np.cov(part.T) for part in (one, other)]
    values, vectors = np.linalg.eigh(covariances[0])
    root = vectors @ np.diag(np.sqrt(np.clip(values, 0, None))) @ vectors.T
    middle = np.linalg.eigvalsh(root @ covariances[1] @ root)
    between = np.sqrt(np.clip(middle, 0, None)).sum()
    moved = float(((one.mean(0) - other.mean(0)) ** 2).sum())
    return 1000 * (moved + float(np.trace(covariances[0]) + np.trace(covariances[1]) - 2 * between))


def basis_of(real: np.ndarray) -> np.ndarray:
    """[384, DIRECTIONS] of vectors [N, 384], N well above DIRECTIONS."""
    values, vectors = np.linalg.eigh(np.cov(real.T))
    return vectors[:, np.argsort(values)[::-1][:DIRECTIONS]]
