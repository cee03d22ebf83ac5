"""Release what has been exported to runs/candidate and measured there: write credits and card, put it into its place.

    python -m starter.dedup
    python -m starter.export --to runs/candidate
    python -m starter.evaluate --model runs/candidate --report
    python -m starter.release [--to FOLDER]

Refuses numbers that were measured on other weights.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from . import card
from .dedup import EMBEDDED
from .evaluation.samples import weights_mark
from .export import export
from .pipeline import FOUR_STEPS
from .places import REPORTS, RUNS, STARTER


def searched() -> None:
    """The data sheet tells of a second search for repeated drawings, and would keep silent where it wasn't made."""
    if not EMBEDDED.exists():
        sys.exit(f"{EMBEDDED} is missing: run `python -m starter.dedup` first")


def measured(candidate: Path) -> Path:
    """The folder with the candidate's own numbers and sheets."""
    if not (candidate / "verso.json").exists():
        sys.exit(f"{candidate} holds no model: run `python -m starter.export --to {candidate}` first")
    folder = RUNS / "evaluation" / json.loads((candidate / "verso.json").read_text())["version"]
    numbers = folder / "numbers.json"
    mark = weights_mark(candidate, (candidate / FOUR_STEPS).exists())
    if not numbers.exists() or json.loads(numbers.read_text()).get("weights") != mark:
        sys.exit(
            f"{numbers} has no numbers of these weights: run `python -m starter.evaluate --model {candidate}` first"
        )
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=STARTER)
    arguments = parser.parse_args()
    searched()
    folder = measured(card.CANDIDATE)
    card.RELEASE.mkdir(parents=True, exist_ok=True)
    REPORTS.mkdir(exist_ok=True)
    shutil.copy(folder / "numbers.json", card.RELEASE / "numbers.json")
    shutil.copy(folder / "sheet.png", REPORTS / "samples.png")
    if (folder / "quick.png").exists():
        shutil.copy(folder / "quick.png", REPORTS / "samples-quick.png")
    card.main()
    for name in card.FILES:
        shutil.copy(card.RELEASE / name, card.CANDIDATE / name)
    export(arguments.to.resolve(), source=card.CANDIDATE)
    size = sum(file.stat().st_size for file in arguments.to.rglob("*") if file.is_file())
    print(f"released to {arguments.to}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
