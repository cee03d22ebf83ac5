"""Make a release out of the denoiser's last checkpoint: measure, write credits and card, export.

python -m starter.release [--to FOLDER]
"""

import argparse
import json
from pathlib import Path

import torch

from . import card
from .evaluate import numbers, sheet
from .export import export
from .latents import SCENES
from .pipeline import Pipeline
from .places import REPORTS, RUNS, STARTER
from .shards import Shards

CANDIDATE = RUNS / "candidate"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=STARTER)
    arguments = parser.parse_args()
    card.RELEASE.mkdir(parents=True, exist_ok=True)
    REPORTS.mkdir(exist_ok=True)
    export(CANDIDATE)
    state = torch.load(RUNS / "denoiser" / "last.pt", weights_only=True)
    snapshot = {"seen": state["seen"], "spent": state["spent"], "scenes": SCENES * len(Shards())}
    (card.RELEASE / "snapshot.json").write_text(json.dumps(snapshot))
    pipeline = Pipeline(CANDIDATE)
    sheet(pipeline, seed=1).save(REPORTS / "samples.png", optimize=True)
    (card.RELEASE / "numbers.json").write_text(json.dumps(numbers(pipeline), indent=2) + "\n")
    card.main()
    for name in card.FILES:
        (CANDIDATE / name).write_bytes((card.RELEASE / name).read_bytes())
    export(arguments.to.resolve(), source=CANDIDATE)
    print(f"released to {arguments.to}")


if __name__ == "__main__":
    main()
