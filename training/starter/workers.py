"""Lock-free training by single-threaded processes that share one set of weights (Hogwild, Niu et al. 2011,
https://arxiv.org/abs/1106.5730).

One process with two threads waits at every layer for whichever core is busy with something else; on a shared machine at
the lowest priority that costs most of the speed. Processes of one thread each never wait for each other.
"""

import os
import signal
import sys
from pathlib import Path

import torch
import torch.multiprocessing as multiprocessing

# Memory that isn't given back after every step, in huge pages: 1.4 times as quick, where the system offers them (glibc).
MEMORY = {
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(10**11),
    "MALLOC_TOP_PAD_": str(2**28),
}


class Shared:
    """What the workers share: weights, samples seen, and the number of steps the first worker has made."""

    def __init__(self, model: torch.nn.Module, seen: int, spent: float):
        self.model = model.share_memory()
        self.seen = torch.tensor([seen]).share_memory_()
        self.spent = torch.tensor([spent], dtype=torch.float64).share_memory_()
        self.steps = torch.zeros(1, dtype=torch.long).share_memory_()
        self.done = torch.zeros(1, dtype=torch.long).share_memory_()


def save_whole(state: dict, path: Path) -> None:
    """Writes a checkpoint beside its place and moves it there: whoever reads it finds a whole one, also after a full disk."""
    partial = path.with_suffix(".tmp")
    try:
        torch.save(state, partial)
    except (OSError, RuntimeError) as error:
        partial.unlink(missing_ok=True)
        raise OSError(
            f"{path} could not be written ({error}); the one before it stays: free some disk space"
        ) from error
    partial.rename(path)


def in_parallel(work, shared: Shared, *arguments, count: int = 2) -> None:
    """Runs `work(rank, shared, *arguments)` in `count` processes and waits for all; ends them when it is ended."""
    os.environ.update(MEMORY, OMP_NUM_THREADS="1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_alone, args=(work, rank, shared, *arguments), daemon=True) for rank in range(count)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        sys.exit(f"a worker ended with {[process.exitcode for process in processes]}")


def _alone(work, rank, shared, *arguments):
    torch.set_num_threads(1)
    torch.manual_seed(1000 * rank + int(shared.seen))
    work(rank, shared, *arguments)
