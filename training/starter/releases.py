"""What was measured of every release, kept in reports/ by `starter.evaluate --report`."""

import json
from pathlib import Path

from .places import REPORTS


def order(version: str) -> tuple[int, ...]:
    """So that 0.10.0 comes after 0.9.1."""
    return tuple(int(part) for part in version.split("."))


def measured_releases(folder: Path = REPORTS) -> list[dict]:
    """Their numbers, oldest first."""
    found = (json.loads(file.read_text()) for file in folder.glob("evaluation-*.json"))
    return sorted(found, key=lambda numbers: order(numbers["version"]))
