"""Composed pictures made in advance, so that composing costs no training time.

    python -m starter.pool --pictures 6000

Writes runs/pool/pictures.npy, uint8 [N, 256, 256, 3], memory-mapped by the autoencoder and the decoder, and
held-out.npy, the same with things never seen in training. Killed and
started again, it begins afresh; training reads only a finished pool.
"""

import argparse
import multiprocessing

import numpy as np

from .places import PICTURE, RUNS
from .scenes import Art, Scene, compose, plan

FOLDER = RUNS / "pool"
WORKERS, HELD_OUT = 2, 64


def fill(path: str, start: int, stop: int) -> None:
    """Composes the pictures start … stop of the pool at `path`; each has its own seed."""
    pictures, art = np.lib.format.open_memmap(path, mode="r+"), Art()
    for index in range(start, stop):
        pictures[index] = compose(art, seed_of(index))[0]
    pictures.flush()


def seed_of(index: int) -> np.random.Generator:
    return np.random.default_rng([17, index])


def scene_of(art: Art, index: int) -> Scene:
    """What is on the pool's picture `index`."""
    return plan(art, seed_of(index))


def make_pool(count: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    partial = FOLDER / "pictures.partial"
    np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=(count, PICTURE, PICTURE, 3)).flush()
    edges = np.linspace(0, count, WORKERS + 1).astype(int)
    spans = zip(edges[:-1], edges[1:], strict=True)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as workers:
        workers.starmap(fill, [(str(partial), int(start), int(stop)) for start, stop in spans])
    partial.rename(FOLDER / "pictures.npy")
    art, rng = Art(held_out=True), np.random.default_rng(7)
    np.save(FOLDER / "held-out.npy", np.stack([compose(art, rng)[0] for _ in range(HELD_OUT)]))


def open_pool() -> np.ndarray:
    """uint8 [N, 256, 256, 3], read from disk as needed."""
    path = FOLDER / "pictures.npy"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run `python -m starter.pool` first")
    return np.load(path, mmap_mode="r")


def open_held_out() -> np.ndarray:
    """uint8 [64, 256, 256, 3] with things never seen in training."""
    return np.load(FOLDER / "held-out.npy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=6000)
    make_pool(parser.parse_args().pictures)


if __name__ == "__main__":
    main()
